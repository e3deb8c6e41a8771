using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Transcribe.Acceptance.Gallery;

/// <summary>The ready workflows that nobody calls: what comes, or the clock, starts them.</summary>
[Collection(nameof(ReadyWorkflows))]
public sealed class TriggeredWorkflowTests(ReadyWorkflowHost place)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Podcast_BecomesShowNotesAndChapters_AsSoonAsItsFeedIsKnown()
    {
        (await place.UnpublishedAsync("podcast-show-notes.json")).Should().Contain("write it into Feed URL");
        place.Publisher.Answer = _ => (HttpStatusCode.OK, $"""
            <?xml version="1.0"?><rss version="2.0"><channel><title>Weekly</title>
            <item><guid>2</guid><title><![CDATA[Release & payments]]></title><pubDate>Mon, 02 Nov 2026 08:00:00 GMT</pubDate><enclosure length="1" type="audio/wav" url="{place.Host.Recording}"/></item>
            <item><guid>1</guid><title>Older</title><pubDate>Mon, 26 Oct 2026 08:00:00 GMT</pubDate><enclosure url="{place.Host.Recording}?older"/></item>
            </channel></rss>
            """);

        await place.ChangeAsync("podcast-show-notes", workflow => workflow.SetInput("episode", "url", new Uri(place.Publisher.Address, "feed.xml").ToString()));

        (await place.FileAsync("show-notes", "release-payments.md")).Should().Contain("Release").And.Contain("## ").And.Contain("talk.wav").And.Contain("2026-11-02");
        var chapters = JsonSerializer.Deserialize<JsonElement>(await place.FileAsync("show-notes", "release-payments.chapters.json"));
        chapters.GetProperty("version").GetString().Should().Be("1.2.0");
        chapters.GetProperty("chapters")[0].GetProperty("startTime").GetDouble().Should().Be(0);
        chapters.GetProperty("chapters")[0].GetProperty("title").GetString().Should().NotBeEmpty();
        Directory.GetFiles(place.Host.File("files/show-notes"), "*.md").Should().ContainSingle("only the newest of what was there");
    }

    [Fact]
    public async Task Calls_BecomeLinesOfACsv_AndAlertsWhereWordsWereSaid()
    {
        Component.PocketSphinx.Require();
        await place.Host.SaveConnectionAsync("slack", new { botToken = "xoxb-1", channel = "C9", apiUrl = place.Slack.ApiUrl }, "calls");
        await place.ChangeAsync("support-calls", workflow =>
        {
            workflow.SetVariable("Words", "zebra crossing, the, a, and, to, of, in, we, is, it, was");
            workflow.SetInput("alert", "connection", "calls");
            workflow.SetInput("call", "interval", "00:00:01", "TimeSpan");
            workflow.SetInput("call", "settled", "00:00:00", "TimeSpan");
        });

        // Two at a time, and both write into the same file.
        await ReadyWorkflowHost.SpeakAsync(place.Host.File("files/calls/=first.wav"), 5);
        await ReadyWorkflowHost.SpeakAsync(place.Host.File("files/calls/second.wav"), 6);

        var lines = await Eventually.GetAsync(
            async () => (await place.FileAsync(string.Empty, "calls.csv")).TrimEnd().Split('\n') is { Length: 3 } three ? three : null, "both calls have their line", TimeSpan.FromMinutes(2));
        lines[0].Should().Be("date,file,minutes,language,words,cost_usd");
        lines.Skip(1).Should().Contain(line => line.Contains("\"calls/=first.wav\",\"0.1\",\"en\",")).And.Contain(line => line.Contains("\"calls/second.wav\",\"0.1\",\"en\","));
        await Eventually.HoldsAsync(() => Directory.Exists(place.Host.File("files/calls-done")) && Directory.GetFiles(place.Host.File("files/calls-done")).Length == 2, "both files are put aside");
        var alerts = place.Slack.Messages.Where(message => message.GetProperty("channel").GetString() == "C9").Select(message => message.GetProperty("text").GetString()).ToList();
        alerts.Should().HaveCount(lines.Skip(1).Count(line => line.Split("\",\"")[4].Length > 0)).And.NotBeEmpty();
        alerts.Should().OnlyContain(alert => alert!.StartsWith("*A call that somebody should hear:* calls/") && alert.Contains("It mentions: ") && alert.Split("\n\n").Length == 2, "what was said is in it");
    }

    [Fact]
    public async Task Night_TranscribesWhatIsNewWhileTheBudgetLasts_AndTheRestTheNextNight()
    {
        Component.PocketSphinx.Require();
        (await place.UnpublishedAsync("nightly-batch.json")).Should().Contain("There is no storage connection named 'recordings'");
        // Lengths of its own: a recording that another test has sent costs nothing the second time.
        await ReadyWorkflowHost.SpeakAsync(place.Host.File("recordings/a.wav"), 4);
        await ReadyWorkflowHost.SpeakAsync(place.Host.File("recordings/b.wav"), 8);
        await File.WriteAllTextAsync(place.Host.File("recordings/notes.txt"), "no recording", Token);
        await place.Host.SaveConnectionAsync("storage", new { kind = "Folder", path = place.Host.File("recordings") }, "recordings");
        await Eventually.HoldsAsync(async () => await place.UnpublishedAsync("nightly-batch.json") is null, "the workflow is published");

        // Each costs a minute, $0.0285: one of the two.
        await place.ChangeAsync("nightly-batch", workflow => workflow.SetVariable("BudgetUsd", "0.04"));
        await NightAsync();
        (await place.FileAsync("reports", "*.md")).Should().Contain("1 of 2 transcribed").And.Contain("$0.0285 of $0.04").And.Contain("| skipped |").And.NotContain("notes.txt");
        await NightAsync();
        await NightAsync();

        Directory.GetFiles(place.Host.File("files/transcripts"), "*.wav.md").Should().HaveCount(2);
        Directory.GetFiles(place.Host.File("files/reports")).Should().HaveCount(2, "the third night finds nothing new");
    }

    private async Task NightAsync()
    {
        var schedule = (await place.Host.GetAsync("elsa/api/schedules")).GetProperty("items").EnumerateArray().Single(one => one.GetProperty("definitionId").GetString() == "nightly-batch");
        using var answer = await place.Host.Client.PostAsync(new Uri($"elsa/api/schedules/{schedule.GetProperty("id").GetString()}/run", UriKind.Relative), null, Token);
        await place.Host.EndAsync((await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("workflowInstanceId").GetString()!);
    }

    [Fact]
    public async Task Feed_InsideTheNetwork_IsNotFetched_AndTheLogSaysWhy()
    {
        var feed = new Uri(place.Host.Recording);
        var workflow = new
        {
            publish = true,
            model = new { definitionId = "inside", root = new { type = "Elsa.Sequence", id = "root", activities = new[] { new { type = "Transcribe.NewEpisode", id = "episode", url = feed, customProperties = new { canStartWorkflow = true } } } } },
        };
        using var saved = await place.Host.Client.PostAsJsonAsync(new Uri("elsa/api/workflow-definitions", UriKind.Relative), workflow, Token);
        saved.IsSuccessStatusCode.Should().BeTrue(await saved.Content.ReadAsStringAsync(Token));

        await Eventually.HoldsAsync(
            () => place.Host.Logs.Text.Split('\n').Any(line => line.Contains("inside", StringComparison.Ordinal) && line.Contains("not a public address", StringComparison.Ordinal)),
            "the log names the workflow and the reason");
    }

    [Fact]
    public async Task FailedRun_IsToldByMailWithWhatWhereAndWhy()
    {
        const string Fragile = """
            { "publish": true, "model": { "definitionId": "fragile", "name": "Fragile", "customProperties": { "errorWorkflow": "error-alert" }, "root": { "type": "Elsa.Sequence", "id": "root", "activities": [
              { "type": "Elsa.Fault", "id": "fault", "name": "Read the file", "message": { "typeName": "String", "expression": { "type": "Literal", "value": "There is no file." } } } ] } } }
            """;
        using var content = new StringContent(Fragile, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        using var saved = await place.Host.Client.PostAsync(new Uri("elsa/api/workflow-definitions", UriKind.Relative), content, Token);
        saved.IsSuccessStatusCode.Should().BeTrue(await saved.Content.ReadAsStringAsync(Token));

        using var started = await place.Host.Client.PostAsync(new Uri("elsa/api/workflow-definitions/fragile/execute", UriKind.Relative), null, Token);

        using var mail = (await place.MailsAsync("operations@example.com")).Should().ContainSingle().Which;
        mail.Subject.Should().Be("Failed: Fragile");
        mail.TextBody.Should().StartWith("There is no file.").And.Contain("Where: Read the file").And.Contain("Attempts: 1").And.Contain("/runs/").And.Contain("Mend what is wrong");
    }
}
