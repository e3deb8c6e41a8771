using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Transcribe.Acceptance;

/// <summary>The workflow <c>podcast-show-notes</c>: the newest episode of a feed becomes show notes, and is paid once.</summary>
public sealed class PodcastTests : IAsyncLifetime
{
    private readonly TempFolder _data = new();
    private readonly HttpClient _client = new();
    private WebApplication _publisher = null!;
    private string _feed = string.Empty;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _publisher = builder.Build();
        _publisher.MapGet("/feed.xml", () => Results.Text(_feed, "application/rss+xml"));
        await _publisher.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _publisher.DisposeAsync();
        _client.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task Feed_WithEpisodes_BecomesShowNotesOfTheNewestOnce()
    {
        await using var host = await StartAsync();
        _feed = $"""
            <?xml version="1.0"?><rss version="2.0"><channel><title>Weekly</title>
            <item><title>Only text</title><link>https://example.com/1</link></item>
            <item><title><![CDATA[Release & payments]]></title><enclosure length="1" type="audio/wav" url="{host.Address}samples/team-meeting.wav"/></item>
            <item><title>Older</title><enclosure url="{host.Address}samples/none.wav"/></item>
            </channel></rss>
            """;

        using var first = await PostAsync(host, Feed);
        first.StatusCode.Should().Be(HttpStatusCode.Accepted, await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        (await NotesAsync()).Should().Contain("Release").And.Contain("## ").And.Contain("team-meeting.wav");

        using var second = await PostAsync(host, Feed);
        second.StatusCode.Should().Be(HttpStatusCode.Accepted);
        using var admin = await host.SignInAsync();
        var jobs = await admin.GetFromJsonAsync<System.Text.Json.JsonElement>("transcribe/api/ledger/jobs", TestContext.Current.CancellationToken);
        jobs.GetProperty("data").EnumerateArray().Select(job => job.GetProperty("status").GetString()).Should().BeEquivalentTo("reused", "completed");
    }

    [Fact]
    public async Task Feed_WithoutRecordings_IsRefusedWithTheReason()
    {
        await using var host = await StartAsync();
        _feed = "<rss><channel><item><title>Only text</title></item></channel></rss>";

        using var response = await PostAsync(host, Feed);

        response.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Contain("enclosure");
    }

    [Fact]
    public async Task Feed_AtAnAddressThatIsNotAllowed_IsNotFetched()
    {
        await using var host = await ChildHost.StartAsync(_data.Path);

        using var response = await PostAsync(host, Feed);

        response.StatusCode.Should().Be(HttpStatusCode.BadGateway);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Contain("public addresses only");
    }

    private string Feed => $"{_publisher.Urls.Single()}/feed.xml";

    private Task<ChildHost> StartAsync() => ChildHost.StartAsync(_data.Path, null, "--Outgoing:AllowedHosts:0", new Uri(Feed).Authority);

    private Task<HttpResponseMessage> PostAsync(ChildHost host, string feed) =>
        _client.PostAsJsonAsync(new Uri(host.Address, "workflows/show-notes"), new { feed }, TestContext.Current.CancellationToken);

    private Task<string> NotesAsync() => Eventually.GetAsync(
        async () => File.Exists(_data.File("files/show-notes/release-payments.md")) ? await File.ReadAllTextAsync(_data.File("files/show-notes/release-payments.md"), TestContext.Current.CancellationToken) : null,
        "the show notes are in the storage",
        TimeSpan.FromSeconds(60));
}
