using Microsoft.Playwright;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>axe-core: what on a page keeps people out who do not see it, or do not use a mouse.</summary>
internal static class Axe
{
    private static readonly string Script = Path.Combine(Tools.Folder, "node_modules", "axe-core", "axe.min.js");

    private static readonly string[] AllRules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    /// <summary>What breaks WCAG 2.2 A and AA on the page as it is now; empty: nothing that a program can find.</summary>
    public static Task<string[]> CheckAsync(IPage page) => CheckAsync(page, AllRules);

    /// <summary>What cannot be read on the page in the colours that it has now.</summary>
    public static Task<string[]> CheckColoursAsync(IPage page) => CheckAsync(page, ["color-contrast", "link-in-text-block"]);

    private static async Task<string[]> CheckAsync(IPage page, string[] rules)
    {
        Component.Axe.Require();
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
            await page.EvaluateAsync(await File.ReadAllTextAsync(Script, TestContext.Current.CancellationToken));
        const string Run = """
            async rules => {
              const { violations } = await axe.run(document, { runOnly: rules, resultTypes: ['violations'] });
              return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map(node => node.html).join(' ')}`);
            }
            """;
        return await page.EvaluateAsync<string[]>(Run, rules);
    }
}
