using System.Net;
using System.Net.Http.Json;
using Transcribe.Sandbox.Tests.Support;

namespace Transcribe.Sandbox.Tests.Faults;

public sealed class FaultTests : SandboxTest
{
    [Fact]
    public async Task Status_HarmsTheNextMatchingRequestsOnly()
    {
        await CreateSut();
        Sut.Faults.Add(new SandboxFault { Method = "GET", Path = "/api/v1/pipelines", Status = 429, RetryAfterSeconds = 7, Skip = 1, Count = 2 });

        (await Client.GetAsync("me", Token)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await Client.GetAsync("pipelines", Token)).StatusCode.Should().Be(HttpStatusCode.OK);
        var harmed = await Client.GetAsync("pipelines", Token);
        await ShouldRefuseAsync(harmed, HttpStatusCode.TooManyRequests, "rate_limited");
        harmed.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(7));
        (await Client.GetAsync("pipelines", Token)).StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        (await Client.GetAsync("pipelines", Token)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Reset_BreaksTheConnection()
    {
        await CreateSut();
        Sut.Faults.Add(new SandboxFault { Reset = true });

        var get = () => Client.GetAsync("me", Token);

        await get.Should().ThrowAsync<HttpRequestException>();
        (await Client.GetAsync("me", Token)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Reset_AfterHandling_TheWorkIsDone()
    {
        await CreateSut();
        Sut.Faults.Add(new SandboxFault { Method = "POST", Path = "*/transcriptions", Reset = true, AfterHandling = true });

        var post = () => PostAsync("transcriptions", Order(ServeSpoken()));

        await post.Should().ThrowAsync<HttpRequestException>();
        (await Sut.GetLedgerAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Delay_HoldsTheRequest_ByTheClock()
    {
        await CreateSut(options => options.TimeProvider = Clock);
        Sut.Faults.Add(new SandboxFault { Delay = TimeSpan.FromMinutes(1) });

        var get = Client.GetAsync("me", Token);
        await Eventually.HoldsAsync(() => Sut.Faults.Pending == 0, "the request comes");
        get.IsCompleted.Should().BeFalse();
        await Eventually.HoldsAsync(
            () =>
            {
                Clock.Advance(TimeSpan.FromMinutes(1));
                return get.IsCompleted;
            },
            "the delay passes");

        (await get).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task ReportStatus_ShowsAnUnknownStatus_AndWaitTakesItAsInFlight()
    {
        await CreateSut();
        await TranscribeAsync(ServeSpoken());
        Sut.Faults.ReportStatus("1", "daydreaming", reads: 2);

        (await GetAsync("transcriptions/1"))["status"]!.ToString().Should().Be("daydreaming");
        (await WaitAsync("1"))["_timed_out"]!.GetValue<bool>().Should().BeTrue();
        (await GetAsync("transcriptions/1"))["status"]!.ToString().Should().Be("completed");
    }

    [Fact]
    public async Task Clear_CallsEverythingOff()
    {
        await CreateSut();
        Sut.Faults.Add(new SandboxFault { Status = 500 });
        Sut.Faults.Add(new SandboxCallbackFault(SandboxCallbackFaultKind.Lost));
        Sut.Faults.ReportStatus("1", "odd");
        Sut.Faults.Pending.Should().Be(3);

        Sut.Faults.Clear();

        Sut.Faults.Pending.Should().Be(0);
        (await Client.GetAsync("me", Token)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Endpoint_NotEnabled_IsNotThere()
    {
        await CreateSut();

        (await Client.PostAsJsonAsync(FaultsAddress, new { status = 500 }, Token)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Endpoint_Enabled_TakesEveryKindOfOrder()
    {
        await CreateSut(options => options.EnableFaultsEndpoint = true);

        await OrderAsync(new { path = "/api/v1/me", status = 503, count = 1 });
        await OrderAsync(new { callback = "forged_signature" });
        await OrderAsync(new { transcription_id = "tr_1", shown_status = "odd" });
        var wrong = await Client.PostAsJsonAsync(FaultsAddress, new { status = 200 }, Token);

        await ShouldRefuseAsync(wrong, HttpStatusCode.BadRequest, "invalid_request");
        Sut.Faults.Pending.Should().Be(3);
        (await Client.GetAsync("me", Token)).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await Client.DeleteAsync(FaultsAddress, Token)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await ReadAsync(await Client.GetAsync(FaultsAddress, Token)))["pending"]!.GetValue<int>().Should().Be(0);
    }

    private Uri FaultsAddress => new(Sut.BaseAddress, "sandbox/faults");

    private async Task OrderAsync(object order) =>
        (await Client.PostAsJsonAsync(FaultsAddress, order, Token)).StatusCode.Should().Be(HttpStatusCode.Created);
}
