using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Transcribe.Acceptance.Gallery;

/// <summary>The ready workflows that a request starts: each to what the receiver has.</summary>
[Collection(nameof(ReadyWorkflows))]
public sealed class RequestedWorkflowTests(ReadyWorkflowHost place)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task VoiceMemo_IsPostedToSlack_AsSoonAsThereIsAConnection()
    {
        Component.PocketSphinx.Require();
        (await place.UnpublishedAsync("voice-memo.json")).Should().Contain("There is no slack connection named 'default'");
        using (var early = await place.Host.Client.PostAsync(new Uri("workflows/voice-memo", UriKind.Relative), null, Token))
            early.StatusCode.Should().Be(HttpStatusCode.NotFound);

        await place.Host.SaveConnectionAsync("slack", new { botToken = "xoxb-1", channel = "C1", apiUrl = place.Slack.ApiUrl });
        await Eventually.HoldsAsync(async () => await place.UnpublishedAsync("voice-memo.json") is null, "the workflow is published");
        await place.Host.RunAsync("voice-memo", await ReadyWorkflowHost.AudioAsync("memo.wav"));

        var message = place.Slack.Messages.Should().ContainSingle(message => message.GetProperty("channel").GetString() == "C1").Which.GetProperty("text").GetString();
        message.Should().StartWith("*Memo*").And.Contain("3 s");
        message!.Split("\n\n").Should().HaveCount(3, "the title, the summary, and what was said are in it").And.NotContain(string.Empty);
    }

    [Fact]
    public async Task TranscriptWebhook_ReachesTheOtherSystem_AsSoonAsThereIsAConnection()
    {
        (await place.UnpublishedAsync("transcript-webhook.json")).Should().Contain("There is no webhook connection named 'default'");

        await place.Host.SaveConnectionAsync("webhook", new { url = new Uri(place.Receiver.Address, "hooks"), secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX" });
        await Eventually.HoldsAsync(async () => await place.UnpublishedAsync("transcript-webhook.json") is null, "the workflow is published");
        await place.Host.RunAsync("transcript-webhook", JsonContent.Create(new { url = place.Host.Recording, reference = "case-7" }));

        var request = place.Receiver.Requests.Should().ContainSingle().Which;
        request.Headers.Keys.Should().Contain(["webhook-id", "webhook-timestamp", "webhook-signature"]);
        var data = JsonSerializer.Deserialize<JsonElement>(request.Text).GetProperty("data");
        data.GetProperty("transcript").GetString().Should().Contain("We agreed to ship on Friday.");
        data.GetProperty("reference").GetString().Should().Be("case-7");
        data.GetProperty("url").GetString().Should().Be(place.Host.Recording);
    }

    [Fact]
    public async Task Meeting_BecomesMinutesByMail()
    {
        Component.PocketSphinx.Require();
        using var form = new MultipartFormDataContent { { await ReadyWorkflowHost.AudioAsync(), "recording", "weekly.wav" }, { new StringContent("ann@example.com"), "to" } };

        await place.Host.RunAsync("meeting", form);

        using var mail = (await place.MailsAsync("ann@example.com")).Should().ContainSingle().Which;
        mail.Subject.Should().Be("Minutes: Weekly");
        mail.HtmlBody.Should().StartWith("<h1>Weekly</h1>");
        mail.Attachments.Should().ContainSingle().Which.ContentDisposition!.FileName.Should().Be("transcript.md");
    }

    [Fact]
    public async Task Video_BecomesSubtitlesInTheStorage()
    {
        await place.Host.RunAsync("subtitles", JsonContent.Create(new { url = place.Host.Recording, preset = "youtube" }));

        foreach (var (extension, beginning) in new[] { ("srt", "1\n"), ("vtt", "WEBVTT") })
        {
            var file = Directory.GetFiles(place.Host.File("files/subtitles"), $"*.{extension}").Should().ContainSingle().Which;
            (await File.ReadAllTextAsync(file, Token)).Should().StartWith(beginning).And.Contain("-->").And.Contain("Friday");
        }
    }

    [Theory]
    [InlineData("subtitles", """{ "url": "ftp://example.com/a.mp4" }""", "Send JSON with the address")]
    [InlineData("meeting", """{ "recording": "none" }""", "Send a form with a file")]
    public async Task Request_ThatNamesNothing_IsRefusedWithWhatToSend(string path, string body, string expected)
    {
        using var content = new StringContent(body, new MediaTypeHeaderValue("application/json"));

        using var answer = await place.Host.Client.PostAsync(new Uri($"workflows/{path}", UriKind.Relative), content, Token);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("detail").GetString().Should().StartWith(expected);
    }

    [Fact]
    public async Task Interview_WithItsLanguageAndNames_BecomesSubtitlesAndMinutesUnderIt()
    {
        Component.PocketSphinx.Require();
        using var speakers = new StringContent("""{ "SPEAKER_00": "Ada" }""");
        using var form = new MultipartFormDataContent { { await ReadyWorkflowHost.AudioAsync(), "recording", "visit.wav" }, { speakers, "speakers" }, { new StringContent("en"), "language" } };

        await place.Host.RunAsync("interview", form);

        (await place.FileAsync(string.Empty, "visit.en.srt")).Should().Contain("-->");
        (await place.FileAsync(string.Empty, "visit.en.md")).Should().StartWith("# Visit").And.Contain("Language: en");
    }

    [Fact]
    public async Task Interview_AsTheBodyItself_HasItsLanguageDetected()
    {
        Component.PocketSphinx.Require();

        await place.Host.RunAsync("interview", await ReadyWorkflowHost.AudioAsync("short-talk.wav"));

        await place.FileAsync(string.Empty, "short-talk.en.srt");
        await place.FileAsync(string.Empty, "short-talk.en.md");
    }

    [Fact]
    public async Task Interview_InAnotherLanguage_IsSubmittedInIt()
    {
        using var form = new MultipartFormDataContent { { await ReadyWorkflowHost.AudioAsync(), "recording", "besuch.wav" }, { new StringContent("de"), "language" } };

        var run = await place.Host.RunAsync("interview", form);

        // The sandbox of this machine hears English only, and says which language it was asked for.
        (await place.Host.StoryAsync(run)).Should().Contain("language 'de'");
    }

    [Fact]
    public async Task Interview_WithoutAFile_IsRefusedWithTheReason()
    {
        using var form = new MultipartFormDataContent { { new StringContent("{}"), "speakers" } };

        using var answer = await place.Host.Client.PostAsync(new Uri("workflows/interview", UriKind.Relative), form, Token);

        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync(Token)).Should().Contain("holds no file");
    }

    [Fact]
    public async Task Folder_UnderABudget_IsTranscribedAsFarAsItLasts()
    {
        Component.PocketSphinx.Require();
        await ReadyWorkflowHost.SpeakAsync(place.Host.File("files/meetings/a.wav"), 2);
        await ReadyWorkflowHost.SpeakAsync(place.Host.File("files/meetings/b.wav"), 7);

        // Each costs a minute, $0.0285: one of the two.
        await place.Host.RunAsync("folder-batch", JsonContent.Create(new { folder = "meetings", pattern = "*.wav", budgetUsd = 0.04 }));

        (await place.FileAsync(string.Empty, "meetings-report.md"))
            .Should().Contain("1 of 2 transcribed").And.Contain("$0.0285 of $0.04").And.Contain("| done |").And.Contain("| skipped |").And.Contain("budget");
        Directory.GetFiles(place.Host.File("files/meetings"), "*.wav.md").Should().ContainSingle();
    }

    [Theory]
    [InlineData("""{ "folder": "meetings" }""", HttpStatusCode.BadRequest)]
    [InlineData("""{ "folder": "none", "budgetUsd": 1 }""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{ "folder": "../keys", "budgetUsd": 1 }""", HttpStatusCode.UnprocessableEntity)]
    public async Task Folder_ThatIsNone_IsRefused(string body, HttpStatusCode status)
    {
        using var content = new StringContent(body, new MediaTypeHeaderValue("application/json"));

        using var answer = await place.Host.Client.PostAsync(new Uri("workflows/folder-batch", UriKind.Relative), content, Token);

        answer.StatusCode.Should().Be(status);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
    }

    [Fact]
    public async Task Minutes_AreMailedOnceTheyAreApproved_AsTheyWereApproved()
    {
        var run = await place.Host.StartAsync("minutes-after-approval", JsonContent.Create(new { url = place.Host.Recording, approver = "cleo@example.com", to = "team@example.com" }));
        using var question = (await place.MailsAsync("cleo@example.com")).Single();
        question.Subject.Should().Be("To approve: Minutes: Talk");
        var link = question.TextBody!.Split('\n').Single(line => line.StartsWith(place.Host.Address.ToString(), StringComparison.Ordinal)).Trim();
        using var stranger = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        (await stranger.GetStringAsync(link, Token)).Should().Contain("You decide as cleo@example.com.").And.Contain("We agreed to ship on Friday.");

        using var answer = await stranger.PostAsync(link, new FormUrlEncodedContent([KeyValuePair.Create("decision", "approve"), KeyValuePair.Create("text", "We ship on *Monday*.")]), Token);

        answer.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        await place.Host.EndAsync(run);
        using var mail = (await place.MailsAsync("team@example.com")).Single();
        mail.HtmlBody.Should().Contain("We ship on <em>Monday</em>.");
        (await stranger.GetStringAsync(link, Token)).Should().Contain("Approved with changes by cleo@example.com");
        (await place.Host.StoryAsync(run)).Should().Contain("Approved with changes by cleo@example.com");
    }

    [Fact]
    public async Task Minutes_ThatAreRefused_AreNotMailed()
    {
        var run = await place.Host.StartAsync("minutes-after-approval", JsonContent.Create(new { url = place.Host.Recording, approver = "dora@example.com", to = "nobody@example.com" }));
        using var question = (await place.MailsAsync("dora@example.com")).Single();
        var approval = await Eventually.GetAsync(
            async () => (await place.Host.GetAsync("transcribe/api/approvals")).EnumerateArray().Where(one => one.GetProperty("workflowInstanceId").GetString() == run)
                .Select(one => one.GetProperty("id").GetString()).SingleOrDefault(),
            "it is on the overview");
        using var link = await place.Host.Client.PostAsync(new Uri($"transcribe/api/approvals/{approval}/link", UriKind.Relative), null, Token);
        var path = (await link.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("link").GetString()!;

        using var answer = await place.Host.Client.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent([KeyValuePair.Create("decision", "refuse")]), Token);

        await place.Host.EndAsync(run);
        (await place.Host.StoryAsync(run)).Should().Contain("Refused by admin");
        Directory.GetFiles(place.Host.File("mail"), "*.eml").Select(File.ReadAllText).Should().NotContain(mail => mail.Contains("nobody@example.com", StringComparison.Ordinal));
    }
}
