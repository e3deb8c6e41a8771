using System.Net;
using System.Text.Json;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Deliver;
using Transcribe.Activities.Deliver.Slack;
using Transcribe.Activities.Tests.Support;
using Transcribe.Engine.Authoring;

namespace Transcribe.Activities.Tests.Deliver;

public sealed class SlackTests : IAsyncLifetime
{
    private const string Token = "xoxb-SENTINEL";

    private readonly FakeSlack _slack = new();
    private Workbench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        await _slack.StartAsync();
        _bench = await Workbench.CreateAsync(activities => activities
            .AddConnection("slack", "default", new Dictionary<string, string> { ["botToken"] = Token, ["channel"] = "C1", ["apiUrl"] = _slack.ApiUrl })
            .AddConnection("slack", "hook", new Dictionary<string, string> { ["webhookUrl"] = _slack.WebhookUrl }));
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        await _slack.DisposeAsync();
    }

    [Fact]
    public async Task Execute_Text_IsPostedOnceWithTheIdOfTheDelivery()
    {
        var run = await RunAsync(CreateSut("*Hello*"));

        run.Outcomes.Should().Equal("Delivered");
        run.Outputs["Result"].Should().Be("1700000000.000001");
        run.Outputs["ChannelId"].Should().Be("C1");
        var message = _slack.Messages.Should().ContainSingle().Which;
        message.GetProperty("text").GetString().Should().Be("*Hello*");
        Guid.Parse(message.GetProperty("client_msg_id").GetString()!).Should().NotBeEmpty();
        _slack.Server.Requests.Should().OnlyContain(request => request.Headers["Authorization"] == "Bearer " + Token);
    }

    [Fact]
    public async Task Execute_KilledAfterThePost_PostsTheSameIdAndEndsDelivered()
    {
        var run = new EngineRun(_bench, CreateSut("hello")) { CrashAtCommit = 2 };
        await FluentActions.Awaiting(() => run.StartAsync()).Should().ThrowAsync<Transcribe.Engine.Execution.CommitFailedException>();
        run.CrashAtCommit = null;

        await run.RecoverAsync();

        run.Outcomes.Should().Equal("Delivered");
        _slack.Messages.Should().ContainSingle("the row says that it was delivered");
    }

    [Fact]
    public async Task Execute_AnswerLost_IsTriedAgainWithTheSameId()
    {
        _slack.Fail("chat.postMessage", HttpStatusCode.BadGateway, "<html>");
        var run = await RunAsync(CreateSut("hello"));
        run.Outcomes.Should().BeEmpty("it waits");

        await LaterAsync(run, TimeSpan.FromSeconds(5));

        run.Outcomes.Should().Equal("Delivered");
        _slack.Server.Requests.Select(request => JsonSerializer.Deserialize<JsonElement>(request.Text).GetProperty("client_msg_id").GetString()).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Execute_SlackHasItAlready_IsDelivered()
    {
        _slack.Fail("chat.postMessage", HttpStatusCode.OK, """{"ok":false,"error":"duplicate_client_msg_id"}""");

        (await RunAsync(CreateSut("hello"))).Outcomes.Should().Equal("Delivered");
    }

    [Fact]
    public async Task Execute_RateLimited_WaitsAsLongAsSlackAsks()
    {
        _slack.Server.AnswerHeaders["Retry-After"] = "40";
        _slack.Fail("chat.postMessage", HttpStatusCode.TooManyRequests, """{"ok":false,"error":"ratelimited"}""");
        var run = await RunAsync(CreateSut("hello"));
        _slack.Server.AnswerHeaders.Clear();

        _bench.Clock.Advance(TimeSpan.FromSeconds(39));
        await _bench.Outbox.RunOnceAsync(Workbench.Token);
        _slack.Messages.Should().BeEmpty();
        await LaterAsync(run, TimeSpan.FromSeconds(1));

        run.Outcomes.Should().Equal("Delivered");
    }

    [Theory]
    [InlineData("channel_not_found", "Channel Not Found", "no such channel")]
    [InlineData("not_in_channel", "Not In Channel", "invite it")]
    [InlineData("is_archived", "Archived", "archived")]
    [InlineData("invalid_auth", "Invalid Auth", "does not accept the token")]
    [InlineData("token_revoked", "Invalid Auth", "revoked")]
    [InlineData("account_inactive", "Invalid Auth", "removed")]
    [InlineData("missing_scope", "Invalid Auth", "lacks a scope")]
    [InlineData("restricted_action", "Rejected", "does not let the bot post")]
    [InlineData("invalid_blocks", "Rejected", "does not understand the blocks")]
    [InlineData("something_new", "Rejected", "something_new")]
    public async Task Execute_SlackRefuses_LeavesByTheErrorsPortInWordsWithTheCode(string code, string outcome, string words)
    {
        _slack.Fail("chat.postMessage", HttpStatusCode.OK, $$"""{"ok":false,"error":"{{code}}"}""");

        var run = await RunAsync(CreateSut("hello"));

        run.Outcomes.Should().Equal(outcome);
        run.Outputs["Error"].Should().Be(code);
        run.Outputs["Reason"].Should().BeOfType<string>().Which.Should().Contain(words).And.NotContain(Token);
    }

    [Fact]
    public async Task Execute_LongText_IsSplitAtParagraphsAndGoesOnWhereItBroke()
    {
        var paragraphs = Enumerable.Range(0, 9).Select(i => $"{i} " + new string('x', 1000)).ToList();
        _slack.FailSecond("chat.postMessage", HttpStatusCode.ServiceUnavailable);
        var run = await RunAsync(CreateSut(string.Join("\n\n", paragraphs)));
        _slack.Messages.Should().ContainSingle();

        await LaterAsync(run, TimeSpan.FromSeconds(5));

        run.Outcomes.Should().Equal("Delivered");
        _slack.Messages.Should().HaveCount(3);
        string.Join("\n\n", _slack.Messages.Select(message => message.GetProperty("text").GetString())).Should().Be(string.Join("\n\n", paragraphs));
    }

    [Fact]
    public async Task Execute_BlocksByTemplate_ArePosted()
    {
        var sut = CreateSut("fallback");
        sut.Blocks = new Input<object?>(new Expression("Scriban", """[{ "type": "section", "text": { "type": "mrkdwn", "text": {{ title | to_json }} } }]"""));
        sut.ReplyTo = new Input<string?>("1699.1");
        var run = new EngineRun(_bench, sut);

        await run.StartAsync(new Dictionary<string, object> { ["title"] = "A \"talk\"" });

        run.Outcomes.Should().Equal("Delivered");
        var message = _slack.Messages.Single();
        message.GetProperty("blocks")[0].GetProperty("text").GetProperty("text").GetString().Should().Be("A \"talk\"");
        message.GetProperty("thread_ts").GetString().Should().Be("1699.1");
    }

    [Theory]
    [InlineData("{ nonsense")]
    [InlineData("\"text\"")]
    public async Task Execute_BlocksThatAreNone_AreRejected(string blocks)
    {
        var sut = CreateSut("x");
        sut.Blocks = new Input<object?>(blocks);

        var run = await RunAsync(sut);

        run.Outcomes.Should().Equal("Rejected");
        run.Outputs["Reason"].Should().BeOfType<string>().Which.Should().Contain("blocks");
    }

    [Fact]
    public async Task Execute_Files_GoByTheExternalUploadIntoTheMessagesThread()
    {
        var sut = CreateSut("Here it is");
        sut.Files = new Input<object?>(new object[] { new Dictionary<string, object?> { ["name"] = "talk.srt", ["content"] = "1\n00:00 hi" } });

        var run = await RunAsync(sut);

        run.Outcomes.Should().Equal("Delivered");
        _slack.Uploads.Should().Equal(("talk.srt", 10, "1\n00:00 hi"));
        var completed = _slack.Completions.Single();
        completed.GetProperty("channel_id").GetString().Should().Be("C1");
        completed.GetProperty("thread_ts").GetString().Should().Be("1700000000.000001");
        completed.GetProperty("files")[0].GetProperty("id").GetString().Should().Be("F1");
    }

    [Fact]
    public async Task Execute_Webhook_PostsTextAndCannotSendFiles()
    {
        var sut = CreateSut("hello");
        sut.Connection = new Input<string>("hook");
        (await RunAsync(sut)).Outcomes.Should().Equal("Delivered");
        _slack.Hooked.Single().GetProperty("text").GetString().Should().Be("hello");

        var withFile = CreateSut("hello");
        withFile.Connection = new Input<string>("hook");
        withFile.Files = new Input<object?>("some text");
        (await RunAsync(withFile)).Outcomes.Should().Equal("Rejected");
    }

    [Fact]
    public async Task Execute_RefusedAtALaterAttempt_LeavesByTheErrorsPort()
    {
        _slack.Fail("chat.postMessage", HttpStatusCode.ServiceUnavailable, "{}");
        _slack.Fail("chat.postMessage", HttpStatusCode.OK, """{"ok":false,"error":"is_archived"}""");
        var run = await RunAsync(CreateSut("hello"));

        await LaterAsync(run, TimeSpan.FromSeconds(5));

        run.Outcomes.Should().Equal("Archived");
        run.Outputs["Error"].Should().Be("is_archived");
    }

    [Fact]
    public async Task Execute_FileForAChannelThatTheBotIsNotIn_LeavesByItsPort()
    {
        _slack.Fail("files.completeUploadExternal", HttpStatusCode.OK, """{"ok":false,"error":"not_in_channel"}""");
        var sut = CreateSut("Here it is");
        sut.Files = new Input<object?>("some text");

        (await RunAsync(sut)).Outcomes.Should().Equal("Not In Channel");
    }

    [Fact]
    public async Task Execute_NoChannelNamed_IsChannelNotFound()
    {
        await _bench.Get<ConnectionManager>().SaveAsync(
            "slack", "bare", new Dictionary<string, string?> { ["botToken"] = Token, ["apiUrl"] = _slack.ApiUrl }, Workbench.Token);
        var sut = CreateSut("hello");
        sut.Connection = new Input<string>("bare");

        (await RunAsync(sut)).Outcomes.Should().Equal("Channel Not Found");
        _slack.Messages.Should().BeEmpty();
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "channel_not_found", "Channel Not Found")]
    [InlineData(HttpStatusCode.Gone, "channel_is_archived", "Archived")]
    [InlineData(HttpStatusCode.Forbidden, "invalid_token", "Invalid Auth")]
    [InlineData(HttpStatusCode.Forbidden, "action_prohibited", "Rejected")]
    public async Task Execute_WebhookRefuses_LeavesByTheErrorsPort(HttpStatusCode status, string code, string outcome)
    {
        _slack.Fail("hook", status, code);
        var sut = CreateSut("hello");
        sut.Connection = new Input<string>("hook");

        var run = await RunAsync(sut);

        run.Outcomes.Should().Equal(outcome);
        run.Outputs["Error"].Should().Be(code);
    }

    [Fact]
    public async Task Execute_WebhookGone_IsInvalidAuth()
    {
        _slack.Fail("hook", HttpStatusCode.NotFound, "no_service");
        var sut = CreateSut("hello");
        sut.Connection = new Input<string>("hook");

        var run = await RunAsync(sut);

        run.Outcomes.Should().Equal("Invalid Auth");
        run.Outputs["Reason"].Should().Be("The incoming webhook was removed or disabled. (Slack: no_service)");
    }

    [Fact]
    public async Task Execute_NothingToSend_IsRejected() => (await RunAsync(CreateSut(" "))).Outcomes.Should().Equal("Rejected");

    [Theory]
    [InlineData("default", "The token works, as flows in Acme.")]
    [InlineData("hook", "The webhook takes messages.")]
    public async Task Test_Works_SaysSo(string connection, string expected)
    {
        (await _bench.Get<ConnectionManager>().TestAsync("slack", connection, null, Workbench.Token)).Should().Be(new ConnectionTest(true, expected));
        _slack.Messages.Should().BeEmpty();
        _slack.Hooked.Should().BeEmpty();
    }

    [Fact]
    public async Task Test_TokenRevoked_SaysSo()
    {
        _slack.Fail("auth.test", HttpStatusCode.OK, """{"ok":false,"error":"token_revoked"}""");

        (await _bench.Get<ConnectionManager>().TestAsync("slack", "default", null, Workbench.Token))
            .Should().Be(new ConnectionTest(false, "The token was revoked. (Slack: token_revoked)"));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(4000)]
    public void Split_AnyText_LosesNothingAndKeepsTheLimit(int limit)
    {
        var text = string.Join("\n\n", Enumerable.Range(0, 60).Select(i => $"Paragraph {i} has words. And 🎧 more of them, {new string('y', i)}.\nA line."));

        var parts = SlackText.Split(text, limit);

        parts.Should().OnlyContain(part => part.Length <= limit && part.Length > 0);
        string.Concat(parts.SelectMany(part => part).Where(c => !char.IsWhiteSpace(c))).Should().Be(string.Concat(text.Where(c => !char.IsWhiteSpace(c))));
    }

    private static SendToSlack CreateSut(string text) => new() { Text = new Input<string?>(text) };

    private async Task LaterAsync(EngineRun run, TimeSpan time)
    {
        _bench.Clock.Advance(time);
        await _bench.Outbox.RunOnceAsync(Workbench.Token);
        await run.ResumeAsync(DeliveryActivity.BookmarkName);
    }

    private async Task<EngineRun> RunAsync(IActivity activity)
    {
        var run = new EngineRun(_bench, activity);
        await run.StartAsync();
        return run;
    }
}
