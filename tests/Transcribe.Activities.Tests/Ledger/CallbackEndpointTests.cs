using System.Net;
using Transcribe.Activities.Tests.Support;

namespace Transcribe.Activities.Tests.Ledger;

public sealed class CallbackEndpointTests : IAsyncLifetime
{
    private const string Body = """{"type":"transcription.completed","transcription_id":4821}""";

    private Workbench _bench = null!;
    private CallbackServer _server = null!;
    private string _ledgerId = null!;

    public async ValueTask InitializeAsync()
    {
        _bench = await Workbench.CreateAsync(activities => activities.ConfigureCallbacks(options => options.PublicBaseUrl = new Uri("https://flows.example")));
        _server = await CallbackServer.StartAsync(_bench);
        await _bench.SubmitAsync();
        _ledgerId = (await _bench.Ledger.ListOpenAsync(Workbench.Token)).Single().Id;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task Post_Signed_IsStoredThenAcknowledged()
    {
        (await PostAsync(Body, Sign(Body))).StatusCode.Should().Be(HttpStatusCode.Accepted);

        (await RowsAsync()).Should().Be(1);
    }

    [Fact]
    public async Task Post_SignedAndJobEnded_IsBelievedOnlyAfterReadingTheRow()
    {
        await PostAsync(Body, Sign(Body));
        await ProcessAsync();
        (await _bench.Ledger.ListOpenAsync(Workbench.Token)).Should().ContainSingle("the API still says that it runs, whatever the callback says");

        _bench.Api.End("4821");
        var second = Body.Replace("}", ",\"event_id\":\"2\"}");
        await PostAsync(second, Sign(second));
        await ProcessAsync();

        (await _bench.Ledger.ListUnnotifiedAsync(Workbench.Token)).Should().ContainSingle().Which.JobId.Should().Be("4821");
    }

    [Fact]
    public async Task Post_Duplicate_IsAcknowledgedAndStoredOnce()
    {
        await PostAsync(Body, Sign(Body));

        (await PostAsync(Body, Sign(Body))).StatusCode.Should().Be(HttpStatusCode.Accepted);

        (await RowsAsync()).Should().Be(1);
    }

    [Fact]
    public async Task Post_LateForAnEndedJob_ChangesNothing()
    {
        _bench.Api.End("4821");
        await PostAsync(Body, Sign(Body));
        await ProcessAsync();
        var reads = _bench.Api.Requests.Count;

        var late = Body.Replace("completed", "failed");
        (await PostAsync(late, Sign(late))).StatusCode.Should().Be(HttpStatusCode.Accepted);
        await ProcessAsync();

        _bench.Api.Requests.Should().HaveCount(reads);
        (await _bench.Ledger.FindJobAsync(null, "4821", Workbench.Token))!.Status.Should().Be("completed");
    }

    [Theory]
    [InlineData("sha256=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData(null)]
    public async Task Post_ForgedOrUnsigned_Is401AndLeavesNoTrace(string? signature)
    {
        var response = await PostAsync(Body, signature);

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        (await RowsAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Post_SignedForAnotherBody_Is401() =>
        (await PostAsync(Body.Replace("4821", "4822"), Sign(Body))).StatusCode.Should().Be(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Post_UnknownJob_Is401() =>
        (await PostAsync(Body, Sign(Body), "tj-unknown")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Post_SignedButNoJson_Is400() =>
        (await PostAsync("hello", Sign("hello"))).StatusCode.Should().Be(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Post_Empty_Is400() => (await PostAsync("", Sign(""))).StatusCode.Should().Be(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_TooLarge_Is413(bool chunked)
    {
        var body = new byte[70_000];
        HttpContent content = chunked ? new StreamContent(new OneWayStream(body)) : new ByteArrayContent(body);

        (await _server.PostAsync(_ledgerId, content, null)).StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Post_BeforeTheAnswerWithTheSecret_IsKeptUntilTheJobIsKnown()
    {
        _bench.Api.LoseNextAnswer();
        await _bench.Get<Activities.Transcription.JobSubmitter>().SubmitAsync(Submissions.Valid("second"), Workbench.Token);
        var reserved = (await _bench.Ledger.ListByInstanceAsync("run-1", Workbench.Token)).Single(job => job.JobId is null);

        (await PostAsync(Body, "sha256=whatever", reserved.Id)).StatusCode.Should().Be(HttpStatusCode.Accepted);
        (await ProcessAsync()).Should().BeTrue("the job is not known yet");

        await _bench.SubmitAsync(Submissions.Valid("second"));
        _bench.Api.End("4822");
        (await ProcessAsync()).Should().BeFalse();
        (await _bench.Ledger.ListUnnotifiedAsync(Workbench.Token)).Should().ContainSingle().Which.JobId.Should().Be("4822");
    }

    [Fact]
    public async Task Post_ManyUnverifiable_StoresFew()
    {
        _bench.Api.LoseNextAnswer();
        await _bench.Get<Activities.Transcription.JobSubmitter>().SubmitAsync(Submissions.Valid("second"), Workbench.Token);
        var reserved = (await _bench.Ledger.ListByInstanceAsync("run-1", Workbench.Token)).Single(job => job.JobId is null);

        for (var i = 0; i < 20; i++)
            await PostAsync($"{{\"n\":{i}}}", "sha256=whatever", reserved.Id);

        (await RowsAsync()).Should().Be(5);
    }

    [Fact]
    public async Task Post_ApiDown_IsTriedAgain()
    {
        await PostAsync(Body, Sign(Body));
        _bench.Api.FailNext(503, "internal_error");
        (await ProcessAsync()).Should().BeTrue();
        _bench.Api.End("4821");

        (await ProcessAsync()).Should().BeFalse();

        (await _bench.Ledger.ListUnnotifiedAsync(Workbench.Token)).Should().ContainSingle();
    }

    private Task<bool> ProcessAsync() => _server.ProcessAsync();

    private string Sign(string body) => _server.Sign(body);

    private Task<HttpResponseMessage> PostAsync(string body, string? signature, string? ledgerId = null) => _server.PostAsync(ledgerId ?? _ledgerId, body, signature);

    private Task<int> RowsAsync() => _server.CountStoredAsync();
}
