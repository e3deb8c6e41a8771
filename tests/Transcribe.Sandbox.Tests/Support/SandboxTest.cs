using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Transcribe.Sandbox.Tests.Support;

/// <summary>A sandbox of the test's own on a data folder of its own, with a media server and a client.</summary>
public abstract class SandboxTest : IAsyncLifetime
{
    protected const string Sentence = "We decided to ship on Friday.";

    private readonly TempFolder folder = new();

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 15, 12, 0, 0, TimeSpan.Zero));

    protected SandboxOptions Options { get; } = new() { Recognisers = [SandboxRecogniser.ShippedTranscript] };

    protected MediaServer Media { get; private set; } = null!;

    protected SandboxServer Sut { get; private set; } = null!;

    protected HttpClient Client { get; private set; } = null!;

    protected string Key { get; private set; } = null!;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Options.DataFolder = folder.File("data");
        Media = await MediaServer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (Sut is not null)
            await Sut.DisposeAsync();
        await Media.DisposeAsync();
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected string FileIn(string name) => folder.File(name);

    /// <summary>Starts the sandbox; again, it stops the old one and starts on the same data folder.</summary>
    protected async Task CreateSut(Action<SandboxOptions>? configure = null)
    {
        configure?.Invoke(Options);
        Client?.Dispose();
        if (Sut is not null)
            await Sut.DisposeAsync();

        Sut = await SandboxServer.StartAsync(Options, Token);
        Key ??= await Sut.CreateKeyAsync("test", cancellationToken: Token);
        Client = ClientFor(Key);
    }

    protected HttpClient ClientFor(string? key)
    {
        var client = new HttpClient { BaseAddress = new Uri(Sut.BaseAddress, "api/v1/") };
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>A silent WAV with a transcript beside it.</summary>
    protected string ServeSpoken(string name = "talk.wav", double seconds = 10, string text = Sentence)
    {
        Media.Serve(name + ".transcript.json", Transcript(text, seconds), "application/json");
        return Media.Serve(name, Wav.Silence(seconds));
    }

    protected static byte[] Transcript(string text, double end) => System.Text.Encoding.UTF8.GetBytes(
        $$"""{ "language": "en", "segments": [ { "start_seconds": 0, "end_seconds": {{end}}, "speaker": "SPEAKER_00", "text": "{{text}}" } ] }""");

    protected static object Order(string url, decimal? maxChargeUsd = null, string? callbackUrl = null) =>
        new { source = "external_url", url, max_charge_usd = maxChargeUsd, callback_url = callbackUrl };

    protected async Task<HttpResponseMessage> PostAsync(string path, object? body, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        return await Client.SendAsync(request, Token);
    }

    /// <summary>Submits and returns the id.</summary>
    protected async Task<string> SubmitAsync(string url, string? callbackUrl = null)
    {
        var response = await PostAsync("transcriptions", Order(url, callbackUrl: callbackUrl));
        var body = await ReadAsync(response);
        response.StatusCode.Should().Be(HttpStatusCode.Accepted, body.ToJsonString());
        return body["id"]!.ToString();
    }

    protected async Task<JsonNode> GetAsync(string path) => await ReadAsync(await Client.GetAsync(new Uri(path, UriKind.Relative), Token));

    protected Task<JsonNode> WaitAsync(string id, string query = "") => GetAsync($"transcriptions/{id}/wait?timeout=60{query}");

    /// <summary>Submits and waits for the end.</summary>
    protected async Task<JsonNode> TranscribeAsync(string url, string query = "") => await WaitAsync(await SubmitAsync(url), query);

    protected static async Task<JsonNode> ReadAsync(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!;

    protected static async Task ShouldRefuseAsync(HttpResponseMessage response, HttpStatusCode status, string code, string? reason = null)
    {
        var body = await ReadAsync(response);
        response.StatusCode.Should().Be(status, body.ToJsonString());
        var error = body["error"]!;
        error["code"]!.ToString().Should().Be(code);
        error["request_id"]!.ToString().Should().Be(response.Headers.GetValues("X-Request-Id").Single());
        error["doc_url"].Should().NotBeNull();
        error["message"]!.ToString().Should().NotBeEmpty();
        if (reason is not null)
            error["reason"]!.ToString().Should().Be(reason);
    }
}
