using System.Net;
using System.Text.Json;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Deliver;
using Transcribe.Activities.Deliver.Webhook;
using Transcribe.Activities.Tests.Support;
using Transcribe.Engine.Authoring;

namespace Transcribe.Activities.Tests.Deliver;

public sealed class WebhookTests : IAsyncLifetime
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string OtherSecret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

    private readonly ScriptedServer _receiver = new();
    private readonly TempFolder _folder = new();
    private Workbench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        await _receiver.StartAsync();
        _bench = await CreateBenchAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        await _receiver.DisposeAsync();
        _folder.Dispose();
    }

    // The example of the specification's reference implementations.
    [Fact]
    public void Sign_ExampleOfTheSpecification_IsTheSame() => WebhookSignature
        .Sign([Secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), """{"test": 2432232314}"""u8)
        .Should().Be("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

    [Fact]
    public async Task Execute_Event_ArrivesSigned()
    {
        var run = await RunAsync(CreateSut());

        run.Outcomes.Should().Equal("Delivered");
        var request = _receiver.Requests.Should().ContainSingle().Which;
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(request.Headers["webhook-timestamp"]));
        at.Should().Be(_bench.Clock.GetUtcNow());
        request.Headers["webhook-id"].Should().Be((string)run.Outputs["DeliveryId"]!);
        request.Headers["webhook-signature"].Should().Be(WebhookSignature.Sign([Secret], request.Headers["webhook-id"], at, request.Body));
        var body = JsonSerializer.Deserialize<JsonElement>(request.Text);
        body.GetProperty("type").GetString().Should().Be("transcription.completed");
        body.GetProperty("timestamp").GetDateTimeOffset().Should().Be(_bench.Clock.GetUtcNow());
        body.GetProperty("data").GetProperty("title").GetString().Should().Be("A talk");
    }

    [Fact]
    public async Task Execute_ReceiverDown_IsTriedOnTheScheduleWithTheSameIdAndBodyUntilItIsDead()
    {
        _receiver.Answer = _ => (HttpStatusCode.InternalServerError, string.Empty);
        var run = await RunAsync(CreateSut());
        var schedule = new WebhookSender(null!, null!, null!, _bench.Clock).Schedule;

        foreach (var pause in schedule)
        {
            _bench.Clock.Advance(pause - TimeSpan.FromSeconds(1));
            await _bench.Outbox.RunOnceAsync(Workbench.Token);
            var before = _receiver.Requests.Count;
            _bench.Clock.Advance(TimeSpan.FromSeconds(1));
            await _bench.Outbox.RunOnceAsync(Workbench.Token);
            _receiver.Requests.Count.Should().Be(before + 1);
        }

        await run.ResumeAsync(DeliveryActivity.BookmarkName);
        run.Outcomes.Should().Equal("Failed");
        run.Outputs["Reason"].Should().Be("Given up after 10 attempts: The receiver answered 500.");
        _receiver.Requests.Select(request => (request.Headers["webhook-id"], request.Text)).Distinct().Should().ContainSingle();
        _receiver.Requests.Select(request => request.Headers["webhook-signature"]).Distinct().Should().HaveCount(10, "each attempt is signed with its own time");
    }

    [Fact]
    public async Task Execute_ServerRestartsMeanwhile_IsTriedFurther()
    {
        _receiver.Answer = _ => (HttpStatusCode.ServiceUnavailable, string.Empty);
        var run = await RunAsync(CreateSut());
        var id = (string)run.Record.JournalData!["DeliveryId"];
        await _bench.DisposeAsync();
        _receiver.Answer = _ => (HttpStatusCode.NoContent, string.Empty);

        _bench = await CreateBenchAsync();
        _bench.Clock.Advance(TimeSpan.FromSeconds(5));
        await _bench.Outbox.RunOnceAsync(Workbench.Token);

        (await _bench.Get<Outbox>().FindAsync(id, Workbench.Token))!.Status.Should().Be(DeliveryStatus.Delivered);
        _bench.DeliveryNotifier.Told.Should().Equal(id);
    }

    [Fact]
    public async Task Execute_Gone_StopsTheReceiverUntilItIsStartedAgain()
    {
        _receiver.Answer = _ => (HttpStatusCode.Gone, string.Empty);
        (await RunAsync(CreateSut())).Outcomes.Should().Equal("Rejected");
        _receiver.Answer = _ => (HttpStatusCode.OK, string.Empty);

        var second = new EngineRun(_bench, CreateSut(), "run-2");
        await second.StartAsync();

        second.Outcomes.Should().Equal("Rejected");
        second.Outputs["Error"].Should().Be("410");
        _receiver.Requests.Should().ContainSingle();
        (await _bench.Get<StoppedReceivers>().StartAsync("default", Workbench.Token)).Should().BeTrue();
        var third = new EngineRun(_bench, CreateSut(), "run-3");
        await third.StartAsync();
        third.Outcomes.Should().Equal("Delivered");
    }

    [Fact]
    public async Task Execute_RetryAfter_IsObeyedWhenItIsLonger()
    {
        _receiver.AnswerHeaders["Retry-After"] = "600";
        _receiver.Answer = _ => (HttpStatusCode.TooManyRequests, string.Empty);

        var run = await RunAsync(CreateSut());

        var row = await _bench.Get<Outbox>().FindAsync((string)run.Record.JournalData!["DeliveryId"], Workbench.Token);
        row!.NextAttemptAt.Should().Be(_bench.Clock.GetUtcNow().AddSeconds(600));
    }

    [Fact]
    public async Task Execute_Redirect_IsNotFollowed()
    {
        _receiver.AnswerHeaders["Location"] = "http://127.0.0.1:1/elsewhere";
        _receiver.Answer = _ => (HttpStatusCode.Redirect, string.Empty);

        (await RunAsync(CreateSut())).Outcomes.Should().BeEmpty("it waits for another attempt");

        _receiver.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Execute_SecretBeingRotated_IsSignedWithBoth()
    {
        await _bench.Get<ConnectionManager>().SaveAsync(
            "webhook", "default",
            new Dictionary<string, string?> { ["url"] = _receiver.Address.ToString(), ["secret"] = OtherSecret, ["previousSecret"] = Secret }, Workbench.Token);

        await RunAsync(CreateSut());

        var request = _receiver.Requests.Single();
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(request.Headers["webhook-timestamp"]));
        request.Headers["webhook-signature"].Should().Be(WebhookSignature.Sign([OtherSecret, Secret], request.Headers["webhook-id"], at, request.Body)).And.Contain(" v1,");
    }

    [Fact]
    public async Task Replay_Dead_IsSentAgainUnderItsId()
    {
        _receiver.Answer = _ => (HttpStatusCode.InternalServerError, string.Empty);
        await RunAsync(CreateSut());
        for (var i = 0; i < 9; i++)
        {
            _bench.Clock.Advance(TimeSpan.FromDays(1));
            await _bench.Outbox.RunOnceAsync(Workbench.Token);
        }

        await using var api = await ApiServer.StartAsync(_bench);
        var dead = JsonSerializer.Deserialize<JsonElement>(await api.GetAsync("deliveries?status=Dead"))[0];
        dead.GetProperty("reason").GetString().Should().Contain("Given up after 10 attempts");
        (await api.GetAsync("deliveries/counts")).Should().Be("""{"waiting":0,"delivered":0,"rejected":0,"dead":1}""");
        var id = dead.GetProperty("id").GetString();
        _receiver.Answer = _ => (HttpStatusCode.OK, string.Empty);

        using var answer = await api.SendAsync(HttpMethod.Post, $"deliveries/{id}/replay");
        answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
        await _bench.Outbox.RunOnceAsync(Workbench.Token);

        (await api.GetAsync($"deliveries/{id}")).Should().Contain("\"Delivered\"");
        using var again = await api.SendAsync(HttpMethod.Post, $"deliveries/{id}/replay");
        again.StatusCode.Should().Be(HttpStatusCode.Conflict);
        using var all = await api.SendAsync(HttpMethod.Post, "deliveries/replay-dead");
        (await all.Content.ReadAsStringAsync(Workbench.Token)).Should().Be("""{"replayed":0}""");
    }

    [Fact]
    public async Task Replay_WaitsForItsNextAttempt_IsSentNowUnlessItIsBeingSent()
    {
        _receiver.Answer = _ => (HttpStatusCode.ServiceUnavailable, string.Empty);
        await RunAsync(CreateSut());
        await using var api = await ApiServer.StartAsync(_bench);
        var waiting = JsonSerializer.Deserialize<JsonElement>(await api.GetAsync("deliveries?status=Waiting"))[0];
        waiting.GetProperty("nextAttemptAt").GetDateTimeOffset().Should().BeAfter(_bench.Clock.GetUtcNow());
        var id = waiting.GetProperty("id").GetString()!;
        await _bench.Outbox.RunOnceAsync(Workbench.Token);
        _receiver.Requests.Should().ContainSingle("it is not due");

        using var answer = await api.SendAsync(HttpMethod.Post, $"deliveries/{id}/replay");
        answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
        (await _bench.Get<Outbox>().ClaimAsync(id, TimeSpan.FromMinutes(1), Workbench.Token))!.Attempts.Should().Be(2, "it goes on with its schedule");
        using var meanwhile = await api.SendAsync(HttpMethod.Post, $"deliveries/{id}/replay");
        (await meanwhile.Content.ReadAsStringAsync(Workbench.Token)).Should().Contain("It is being sent at this moment.");

        // Whoever was at it has died.
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        _receiver.Answer = _ => (HttpStatusCode.OK, string.Empty);
        await _bench.Outbox.RunOnceAsync(Workbench.Token);

        (await api.GetAsync($"deliveries/{id}")).Should().Contain("\"Delivered\"").And.Contain("\"attempts\":3");
        _receiver.Requests.Select(request => request.Headers["webhook-id"]).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Engine_Down_IsToldLater()
    {
        _receiver.Answer = _ => (HttpStatusCode.ServiceUnavailable, string.Empty);
        await RunAsync(CreateSut());
        _receiver.Answer = _ => (HttpStatusCode.OK, string.Empty);
        _bench.DeliveryNotifier.IsDown = true;
        _bench.Clock.Advance(TimeSpan.FromSeconds(5));
        await _bench.Outbox.RunOnceAsync(Workbench.Token);
        _bench.DeliveryNotifier.Told.Should().BeEmpty();

        _bench.DeliveryNotifier.IsDown = false;
        await _bench.Outbox.RunOnceAsync(Workbench.Token);

        _bench.DeliveryNotifier.Told.Should().ContainSingle();
    }

    [Fact]
    public async Task Test_ReceiverRefuses_SaysSo()
    {
        _receiver.Answer = _ => (HttpStatusCode.Unauthorized, string.Empty);

        (await _bench.Get<ConnectionManager>().TestAsync("webhook", "default", null, Workbench.Token))
            .Should().Be(new ConnectionTest(false, "The receiver answered 401 to an event of the type 'test'."));
    }

    [Fact]
    public async Task Save_SecretThatIsNone_IsRejected() => await FluentActions
        .Awaiting(() => _bench.Get<ConnectionManager>().SaveAsync("webhook", "x", new Dictionary<string, string?> { ["url"] = "https://a.example", ["secret"] = "hunter2" }, Workbench.Token))
        .Should().ThrowAsync<ConnectionRejectedException>().WithMessage("A secret must be whsec_*");

    private Task<Workbench> CreateBenchAsync() => Workbench.CreateAsync(
        activities => activities.AddConnection("webhook", "default", new Dictionary<string, string> { ["url"] = _receiver.Address.ToString(), ["secret"] = Secret }), folder: _folder);

    private static SendWebhook CreateSut() => new() { Data = new Input<object?>(new Dictionary<string, object?> { ["title"] = "A talk" }) };

    private async Task<EngineRun> RunAsync(IActivity activity)
    {
        var run = new EngineRun(_bench, activity);
        await run.StartAsync();
        return run;
    }
}
