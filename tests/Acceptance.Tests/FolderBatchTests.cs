using System.Net;
using System.Net.Http.Json;

namespace Transcribe.Acceptance;

/// <summary>The workflow <c>folder-batch</c>: a folder's recordings are transcribed while a budget lasts.</summary>
public sealed class FolderBatchTests : IDisposable
{
    private readonly TempFolder _data = new();
    private readonly HttpClient _client = new();

    public void Dispose()
    {
        _client.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task Folder_UnderABudget_IsTranscribedAsFarAsItLasts()
    {
        Component.PocketSphinx.Require();
        Directory.CreateDirectory(_data.File("files/meetings"));
        await CutAsync("a.wav", TimeSpan.FromSeconds(3));
        await CutAsync("b.wav", TimeSpan.FromSeconds(4));
        await using var host = await ChildHost.StartAsync(_data.Path);

        // Each costs a minute, $0.0285: one of the two.
        using var response = await PostAsync(host, new { folder = "meetings", pattern = "*.wav", budgetUsd = 0.04 });

        response.StatusCode.Should().Be(HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var report = await ReportAsync();
        report.Should().Contain("1 of 2 transcribed").And.Contain("$0.0285 of $0.04").And.Contain("| done |").And.Contain("| skipped |").And.Contain("budget");
        Directory.GetFiles(_data.File("files/meetings"), "*.wav.md").Should().ContainSingle();
    }

    [Theory]
    [InlineData("""{ "folder": "meetings" }""", HttpStatusCode.BadRequest)]
    [InlineData("""{ "folder": "none", "budgetUsd": 1 }""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{ "folder": "../keys", "budgetUsd": 1 }""", HttpStatusCode.UnprocessableEntity)]
    public async Task Request_ThatNamesNothing_IsRefused(string body, HttpStatusCode status)
    {
        await using var host = await ChildHost.StartAsync(_data.Path);

        using var response = await PostAsync(host, System.Text.Json.JsonSerializer.Deserialize<object>(body)!);

        response.StatusCode.Should().Be(status);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
    }

    private Task<HttpResponseMessage> PostAsync(ChildHost host, object body) =>
        _client.PostAsJsonAsync(new Uri(host.Address, "workflows/folder-batch"), body, TestContext.Current.CancellationToken);

    private async Task CutAsync(string name, TimeSpan length) =>
        await File.WriteAllBytesAsync(_data.File($"files/meetings/{name}"), await Sample.CutAsync(length), TestContext.Current.CancellationToken);

    private Task<string> ReportAsync() => Eventually.GetAsync(
        async () => File.Exists(_data.File("files/meetings-report.md")) ? await File.ReadAllTextAsync(_data.File("files/meetings-report.md"), TestContext.Current.CancellationToken) : null,
        "the report is in the storage",
        TimeSpan.FromMinutes(4));
}
