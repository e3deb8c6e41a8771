using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using MimeKit;
using Transcribe.Activities.Tests.Support;

namespace Transcribe.Acceptance;

/// <summary>The ready workflows that send something somewhere: each from its request to what the receiver has.</summary>
public sealed class ReadyWorkflowTests(ReadyWorkflowHost place) : IClassFixture<ReadyWorkflowHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task VoiceMemo_IsPostedToSlack_AsSoonAsThereIsAConnection()
    {
        Component.PocketSphinx.Require();
        (await UnpublishedAsync("voice-memo.json")).Should().Contain("There is no slack connection named 'default'");
        using (var early = await place.Host.Client.PostAsync(new Uri("workflows/voice-memo", UriKind.Relative), null, Token))
            early.StatusCode.Should().Be(HttpStatusCode.NotFound);

        await place.Host.SaveConnectionAsync("slack", new { botToken = "xoxb-1", channel = "C1", apiUrl = place.Slack.ApiUrl });
        await Eventually.HoldsAsync(async () => await UnpublishedAsync("voice-memo.json") is null, "the workflow is published");
        var audio = await AudioAsync();
        audio.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = "memo.wav" };
        await place.Host.RunAsync("voice-memo", audio);

        var message = place.Slack.Messages.Should().ContainSingle().Which.GetProperty("text").GetString();
        message.Should().StartWith("*Memo*").And.Contain("3 s");
        message!.Split('\n').Should().HaveCountGreaterThan(2, "what was said is in it");
    }

    [Fact]
    public async Task TranscriptWebhook_ReachesTheOtherSystem_AsSoonAsThereIsAConnection()
    {
        (await UnpublishedAsync("transcript-webhook.json")).Should().Contain("There is no webhook connection named 'default'");

        await place.Host.SaveConnectionAsync("webhook", new { url = new Uri(place.Receiver.Address, "hooks"), secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX" });
        await Eventually.HoldsAsync(async () => await UnpublishedAsync("transcript-webhook.json") is null, "the workflow is published");
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
        using var form = new MultipartFormDataContent { { await AudioAsync(), "recording", "weekly.wav" }, { new StringContent("ann@example.com"), "to" } };

        await place.Host.RunAsync("meeting", form);

        using var mail = await MimeMessage.LoadAsync(Directory.GetFiles(place.Host.File("mail"), "*.eml").Should().ContainSingle().Which, Token);
        mail.To.ToString().Should().Be("ann@example.com");
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

    private static async Task<ByteArrayContent> AudioAsync()
    {
        var audio = new ByteArrayContent(await Sample.CutAsync(TimeSpan.FromSeconds(3)));
        audio.Headers.ContentType = new MediaTypeHeaderValue("audio/wav");
        return audio;
    }

    private async Task<string?> UnpublishedAsync(string file) => (await place.Host.GetAsync("transcribe/api/overview")).GetProperty("unpublished").EnumerateArray()
        .Where(workflow => workflow.GetProperty("file").GetString() == file).Select(workflow => workflow.GetProperty("why").GetString()).SingleOrDefault();
}

/// <summary>A host and those whom its workflows write to. Each test has a workflow, and so a receiver, of its own.</summary>
public sealed class ReadyWorkflowHost : IAsyncLifetime
{
    internal LocalHost Host { get; private set; } = null!;

    internal FakeSlack Slack { get; } = new();

    internal ScriptedServer Receiver { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Slack.StartAsync();
        await Receiver.StartAsync();
        Host = await LocalHost.StartAsync(Slack.Server.Address, Receiver.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Receiver.DisposeAsync();
        await Slack.DisposeAsync();
    }
}
