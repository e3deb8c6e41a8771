using System.Text.RegularExpressions;
using Transcribe.Workflows.Host.CommandLine;
using Transcribe.Workflows.Host.Tests.Support;

namespace Transcribe.Workflows.Host.Tests.CommandLine;

public sealed partial class HelpTests : CommandTest
{
    [Fact]
    public async Task Help_OfTheProgram_GivesEachCommandOneLine()
    {
        var help = (await RunAsync("--help")).Output;

        var commands = help[help.IndexOf("Commands:", StringComparison.Ordinal)..].Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        commands.Should().HaveCount(13).And.AllSatisfy(line => line.Should().MatchRegex(@"^  [a-z]+ .*\.$"));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("replay")]
    [InlineData("doctor")]
    public async Task Help_OfACommand_SaysItsExitCodes(string command) => (await RunAsync(command, "--help")).Output.Should().Contain("Exit codes: 0");

    [Fact]
    public async Task Command_ThatIsMistyped_IsNamedWithTheNearestAndNothingElse()
    {
        var result = await RunAsync("rnu");

        result.ExitCode.Should().Be(ExitCodes.CannotRun);
        (result.Output + result.Errors).Should().Contain("Did you mean").And.Contain("run").And.NotContain("Usage:");
    }

    [Fact]
    public async Task Command_BehindItsOptions_IsNoServer()
    {
        var result = await RunAsync("--data", Data, "validate", Save("broken.json", "{"));

        (result.Output + result.Errors).Should().Contain("broken.json");
        result.ExitCode.Should().Be(ExitCodes.Failed);
    }

    [Fact]
    public void EveryCommand_OfThePage_IsUnderstood()
    {
        var root = Cli.Create(new Terminal(TextWriter.Null, TextWriter.Null, isInteractive: false));
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs/command-line.md"));

        // Files that the page names are there where it is read.
        var commands = Command().Matches(page).Select(match => match.Groups["args"].Value.Trim().Replace("workflows/*.json", Path.Combine(Repository.Root, "workflows/interview.json"), StringComparison.Ordinal)
            .Replace(" workflows/", $" {Repository.Root}/workflows/", StringComparison.Ordinal).Replace("restore backup.zip", $"restore {Repository.Root}/README.md", StringComparison.Ordinal)).ToList();

        commands.Should().HaveCountGreaterThan(12);
        commands.Should().AllSatisfy(command => root.Parse(command).Errors.Should().BeEmpty(command));
    }

    [GeneratedRegex(@"^transcribe-workflows (?<args>[a-z].*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Command();
}
