using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Transcribe.Acceptance.Gallery;

namespace Transcribe.Acceptance;

/// <summary>What the documentation offers to be pasted is pasted, page by page, into a shell beside a host; only addresses and secrets are those of the test.</summary>
public sealed partial class DocumentationTests(DocumentedHost place) : IClassFixture<DocumentedHost>, IDisposable
{
    private readonly TempFolder _here = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private LocalHost Host => place.Host;

    public void Dispose() => _here.Dispose();

    public static TheoryData<string> Pages =>
    [
        "approval", "connections", "deliveries", "email", "errors", "replay", "slack", "storage", "templates", "webhooks",
        .. Directory.GetFiles(Path.Combine(Repository.Root, "docs", "workflows"), "*.md").Select(file => $"workflows/{Path.GetFileNameWithoutExtension(file)}")
            .Except(["workflows/README", "workflows/error-alert"]).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Commands_Pasted_Work(string page)
    {
        Component.Curl.Require();
        foreach (var name in new[] { "memo.wav", "meeting.wav", "interview.wav", "call.wav" })
            await File.WriteAllBytesAsync(_here.File(name), await Sample.CutAsync(TimeSpan.FromSeconds(2)), Token);
        Directory.CreateDirectory(Host.File("files/meetings"));
        File.Copy(_here.File("memo.wav"), Host.File("files/meetings/memo.wav"), overwrite: true);

        // A workflow that lacked a connection is there a moment after the connection.
        await File.WriteAllTextAsync(_here.File(".curlrc"), "fail-with-body\nretry = 3\nretry-all-errors\n", Token);
        var commands = BlocksOf(page, "sh");

        var (code, output) = await PasteAsync(await HereAsync(string.Join('\n', commands)));

        commands.Should().NotBeEmpty();
        code.Should().Be(0, output);
    }

    [Fact]
    public async Task ErrorAlert_Pasted_MailsWhatWasRefused()
    {
        Component.Curl.Require();
        var commands = BlocksOf("workflows/error-alert", "sh");

        // The page about mail may have set up a server; without one mails are files.
        using var deleted = await Host.Client.DeleteAsync(new Uri("api/connections/smtp/default", UriKind.Relative), Token);
        var start = HostStart().Match(commands[0]);
        Host.Get<IConfiguration>()[start.Groups["name"].Value.Replace("__", ":")].Should().Be(start.Groups["value"].Value, "this host was started as the page says");

        await PasteAsync(await HereAsync(commands[1]));

        using var mail = await Eventually.GetAsync(
            async () => (await place.MailsAsync("operations@example.com")).FirstOrDefault(mail => mail.Subject == "Failed: Transcribe a URL"), "the alert of that run is there", TimeSpan.FromMinutes(2));
        mail.TextBody.Should().Contain("none.wav");
    }

    [Theory]
    [InlineData("slack")]
    public async Task Templates_ThatMakeJson_DoSo(string page)
    {
        foreach (var template in BlocksOf(page, "liquid"))
            JsonDocument.Parse(await PreviewAsync(template)).RootElement.ValueKind.Should().Be(JsonValueKind.Array);
    }

    [Fact]
    public async Task Helpers_GiveWhatTheTableSays()
    {
        var rows = Row().Matches(Text("templates")).ToList();

        rows.Should().HaveCountGreaterThan(10);
        foreach (var row in rows)
            (await PreviewAsync(row.Groups["example"].Value.Replace(@"\|", "|"))).Should().Be(row.Groups["gives"].Value, row.Value);
    }

    private static string Text(string page) => File.ReadAllText(Path.Combine(Repository.Root, "docs", $"{page}.md"));

    private static List<string> BlocksOf(string page, string language) => [.. Block().Matches(Text(page)).Where(block => block.Groups["language"].Value == language).Select(block => block.Groups["code"].Value)];

    private async Task<string> HereAsync(string commands)
    {
        if (commands.Contains("td-…", StringComparison.Ordinal))
            commands = commands.Replace("td-…", await RejectAsync());
        if (commands.Contains("transcribe-workflows replay", StringComparison.Ordinal))
            commands = await WithRunsToReplayAsync(commands);

        return commands
            .Replace("http://127.0.0.1:5080", Host.Address.ToString().TrimEnd('/'))
            .Replace("ApiKey …", Host.Client.DefaultRequestHeaders.Authorization!.ToString())
            .Replace("\"botToken\":\"xoxb-…\"", $"\"botToken\":\"xoxb-1\",\"apiUrl\":\"{place.Slack.ApiUrl}\"")
            .Replace("https://example.com/hooks", place.Receiver.Address.ToString())
            .Replace("smtp.example.com", "127.0.0.1")
            .Replace("sed 's|", $"cd {Repository.Root} && sed 's|")
            .Replace("/srv/recordings", _here.File("recordings"))
            .Replace("https://example.com/podcast.xml", new Uri(place.Publisher.Address, "podcast.xml").ToString())
            .Replace("/srv/transcripts", _here.File("nas"));
    }

    // A delivery that Slack does not take.
    private async Task<string> RejectAsync()
    {
        await Host.SaveConnectionAsync("slack", new { botToken = "xoxb-1", channel = "C1", apiUrl = place.Slack.ApiUrl }, "rejecting");
        place.Slack.Fail("chat.postMessage", HttpStatusCode.OK, """{"ok":false,"error":"is_archived"}""");
        var step = new { type = "Transcribe.SendToSlack", id = "a", text = Literal("hello"), connection = Literal("rejecting") };
        await PublishAsync("rejected", step);
        using var run = await Host.Client.PostAsJsonAsync(new Uri("elsa/api/workflow-definitions/rejected/execute", UriKind.Relative), new { }, Token);
        return (await Host.GetAsync("api/deliveries?status=Rejected"))[0].GetProperty("id").GetString()!;
    }

    // One whose workflow was mended after it had failed, and one of a ready workflow, which the commands of other pages would have named.
    private async Task<string> WithRunsToReplayAsync(string commands)
    {
        var render = new { type = "Transcribe.RenderTemplate", id = "render", name = "Render", template = Literal("hello") };
        await PublishAsync("mended", new { type = "Elsa.Sequence", id = "root", activities = new object[] { render, new { type = "Elsa.Fault", id = "save", name = "Save" } } });
        using var run = await Host.Client.PostAsJsonAsync(new Uri("elsa/api/workflow-definitions/mended/execute", UriKind.Relative), new { }, Token);
        var failed = (await Host.GetAsync("elsa/api/workflow-instances?definitionId=mended")).GetProperty("items")[0].GetProperty("id").GetString()!;
        await PublishAsync("mended", new { type = "Elsa.Sequence", id = "root", activities = new object[] { render, new { type = "Elsa.WriteLine", id = "save", name = "Save" } } });
        var finished = await Host.RunAsync("transcribe", JsonContent.Create(new { url = Host.Recording }));
        return $$"""
            transcribe-workflows() { dotnet "{{Path.Combine(AppContext.BaseDirectory, "transcribe-workflows.dll")}}" "$@" --data "{{Host.File(string.Empty)}}"; }
            api=http://127.0.0.1:5080/elsa/api; auth="Authorization: ApiKey …"; json="Content-Type: application/json"; id={{finished}}

            """ + commands.Replace("01a20789db1572058bad120079cd19e7", failed).Replace("pins/ACTIVITY", "pins/submit");
    }

    private async Task PublishAsync(string id, object root)
    {
        using var saved = await Host.Client.PostAsJsonAsync(new Uri("elsa/api/workflow-definitions", UriKind.Relative), new { publish = true, model = new { definitionId = id, root } }, Token);
        saved.IsSuccessStatusCode.Should().BeTrue(await saved.Content.ReadAsStringAsync(Token));
    }

    private static object Literal(string value) => new { typeName = "String", expression = new { type = "Literal", value } };

    private async Task<(int Code, string Output)> PasteAsync(string commands)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", commands])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _here.Path, Environment = { ["CURL_HOME"] = _here.Path, ["HOME"] = _here.Path },
        };
        using var shell = Process.Start(start)!;
        var (output, errors) = (shell.StandardOutput.ReadToEndAsync(Token), shell.StandardError.ReadToEndAsync(Token));
        await shell.WaitForExitAsync(Token);
        return (shell.ExitCode, $"{await output}\n{await errors}");
    }

    private async Task<string> PreviewAsync(string template)
    {
        using var answer = await Host.Client.PostAsJsonAsync(new Uri("api/templates/preview", UriKind.Relative), new { template }, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        answer.IsSuccessStatusCode.Should().BeTrue($"{template}: {text}");
        return JsonDocument.Parse(text).RootElement.GetProperty("text").GetString()!;
    }

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();

    [GeneratedRegex(@"^(?<name>\w+)=(?<value>\S+) dotnet run --project src/Host$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HostStart();

    [GeneratedRegex(@"^\| `\w+` \| `(?<example>[^`]+)` \| `(?<gives>[^`]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}

/// <summary>A host that was started as a page says.</summary>
public sealed class DocumentedHost : ReadyWorkflowHost
{
    private protected override Dictionary<string, string?> Settings => new() { ["Engine:Errors:Workflow"] = "error-alert" };
}
