using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Transcribe.Activities.Ledger.Callbacks;
using Transcribe.Activities.Tests.Support;

namespace Transcribe.Activities.Tests.Ledger;

public sealed class CallbackEndpointTests : IAsyncLifetime
{
    private const string Body = """{"type":"transcription.completed","transcription_id":4821}""";

    private Workbench _bench = null!;
    private WebApplication _app = null!;
    private HttpClient _vendor = null!;
    private string _ledgerId = null!;

    public async ValueTask InitializeAsync()
    {
        _bench = await Workbench.CreateAsync(activities => activities.ConfigureCallbacks(options => options.PublicBaseUrl = new Uri("https://flows.example")));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(_bench.Get<CallbackEndpoint>());
        builder.Services.AddProblemDetails();
        _app = builder.Build();
        _app.MapTranscribeCallbacks();
        await _app.StartAsync(Workbench.Token);
        _vendor = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
        await _bench.SubmitAsync();
        _ledgerId = (await _bench.Ledger.ListOpenAsync(Workbench.Token)).Single().Id;
    }

    public async ValueTask DisposeAsync()
    {
        _vendor.Dispose();
        await _app.DisposeAsync();
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
        var body = new string('x', 70_000);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/callbacks/transcribe/{_ledgerId}") { Content = new StringContent(body) };
        request.Headers.TransferEncodingChunked = chunked;

        (await _vendor.SendAsync(request, Workbench.Token)).StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
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

    private Task<bool> ProcessAsync() => _bench.Get<CallbackProcessor>().ProcessAsync(Workbench.Token);

    private string Sign(string body) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(_bench.Api.CallbackSecret), Encoding.UTF8.GetBytes(body)));

    private async Task<HttpResponseMessage> PostAsync(string body, string? signature, string? ledgerId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/callbacks/transcribe/{ledgerId ?? _ledgerId}") { Content = new StringContent(body) };
        if (signature is not null)
            request.Headers.Add("X-Transcribe-Signature", signature);

        return await _vendor.SendAsync(request, Workbench.Token);
    }

    private async Task<int> RowsAsync()
    {
        await using var ledger = _bench.OpenLedger();
        return await ledger.Callbacks.CountAsync(Workbench.Token);
    }
}
