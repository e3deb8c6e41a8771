using System.Net;
using Transcribe.Activities.Approval;
using Transcribe.Activities.Engines;
using Transcribe.Activities.Tests.Support;

namespace Transcribe.Activities.Tests.Approval;

/// <summary>Clicks on buttons in Slack.</summary>
public sealed class SlackActionsTests : ApprovalTest
{
    private const string Approve = "transcribe.approve";

    [Fact]
    public async Task Click_Approve_DecidesAndTheMessageSaysSo()
    {
        var run = await AskAsync(CreateSut("default"));

        using var answer = await Server.ClickAsync(Approve, (await RowAsync()).Id, SigningSecret);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(Workbench.Token)).Should().BeEmpty("anything else would replace the message");
        await PassOnAsync();
        var update = Slack.Updates.Should().ContainSingle().Which;
        update.GetProperty("ts").GetString().Should().Be("1700000000.000001");
        update.GetProperty("channel").GetString().Should().Be("C1");
        Texts(update).Should().Contain("Approved by ann (U7), 1 January 2026, 00:00 UTC.").And.NotContain("transcribe.approve");
        await run.ResumeAsync(WaitForApproval.BookmarkName);
        run.Outcomes.Should().Equal("Approved");
        run.Outputs["DecidedBy"].Should().Be("ann (U7)");
    }

    [Fact]
    public async Task Click_Refuse_Refuses()
    {
        await AskAsync(CreateSut("default"));

        using var answer = await Server.ClickAsync("transcribe.refuse", (await RowAsync()).Id, SigningSecret);

        (await RowAsync()).State.Should().Be(ApprovalState.Refused);
    }

    [Fact]
    public async Task Decide_ByLink_ReplacesTheMessageInSlackToo()
    {
        await AskAsync(CreateSut("default"));
        using var decision = await Server.PostAsync(await Server.PathAsync(), ("decision", "refuse"), ("name", "<!channel>"), ("comment", "No\nway"));

        await PassOnAsync();
        await PassOnAsync();

        Texts(Slack.Updates.Should().ContainSingle().Which).Should().Contain("Refused by \\u0026lt;!channel\\u0026gt;", "nobody is mentioned by a name").And.Contain("No\\n\\u003E way");
    }

    [Fact]
    public async Task Decide_BeforeTheMessageWasSent_ReplacesItAfterwards()
    {
        Slack.Fail("chat.postMessage", HttpStatusCode.BadGateway, "<html>");
        await AskAsync(CreateSut("default"));
        using var decision = await Server.PostAsync(await Server.PathAsync(), ("decision", "approve"));
        await PassOnAsync();
        Slack.Updates.Should().BeEmpty();

        Bench.Clock.Advance(TimeSpan.FromSeconds(5));
        await Bench.Outbox.RunOnceAsync(Workbench.Token);
        await PassOnAsync();

        Slack.Messages.Should().ContainSingle();
        Slack.Updates.Should().ContainSingle();
    }

    [Theory]
    [InlineData("wrong secret")]
    [InlineData("too old")]
    [InlineData("from the future")]
    [InlineData("no signature")]
    [InlineData("unknown connection")]
    [InlineData("connection without a secret")]
    public async Task Click_NotSigned_IsRefused(string what)
    {
        await AskAsync(CreateSut("default"));
        var id = (await RowAsync()).Id;

        using var answer = what switch
        {
            "wrong secret" => await Server.ClickAsync(Approve, id, "wrong"),
            "too old" => await Server.ClickAsync(Approve, id, SigningSecret, TimeSpan.FromSeconds(301)),
            "from the future" => await Server.ClickAsync(Approve, id, SigningSecret, TimeSpan.FromSeconds(-301)),
            "no signature" => await Server.ClickAsync(Approve, id, SigningSecret, signature: ""),
            "unknown connection" => await Server.ClickAsync(Approve, id, SigningSecret, connection: "nowhere"),
            _ => await Server.ClickAsync(Approve, id, "", connection: "plain"),
        };

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await RowAsync()).State.Should().Be(ApprovalState.Open);
    }

    [Fact]
    public async Task Click_SignedByAnotherConnection_DecidesNothing()
    {
        await AskAsync(CreateSut("default"));

        using var answer = await Server.ClickAsync(Approve, (await RowAsync()).Id, "other", connection: "other");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await RowAsync()).State.Should().Be(ApprovalState.Open);
        Bench.Logs.Text.Should().Contain("nothing that was asked through it");
    }

    [Theory]
    [InlineData("transcribe.open")]
    [InlineData("somebody.elses")]
    public async Task Click_OnAnotherButton_IsAnsweredAndDecidesNothing(string action)
    {
        await AskAsync(CreateSut("default"));

        using var answer = await Server.ClickAsync(action, (await RowAsync()).Id, SigningSecret);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await RowAsync()).State.Should().Be(ApprovalState.Open);
    }

    [Fact]
    public async Task Click_RunThatHasEnded_IsToldBesideTheMessage()
    {
        await AskAsync(CreateSut("default"));
        ((FakeWaitingRuns)Bench.Get<IWaitingRuns>()).HaveEnded = true;

        using var answer = await Server.ClickAsync(Approve, (await RowAsync()).Id, SigningSecret);
        await PassOnAsync();

        var reply = Slack.Messages.Should().HaveCount(2).And.Subject.Last();
        reply.GetProperty("thread_ts").GetString().Should().Be("1700000000.000001");
        reply.GetProperty("text").GetString().Should().Be("Nothing was decided: the run that asked has ended.");
    }

    [Fact]
    public async Task PassOn_EngineIsDown_TellsItLaterAndOnce()
    {
        await AskAsync(CreateSut("default"));
        using var answer = await Server.ClickAsync(Approve, (await RowAsync()).Id, SigningSecret);
        Notifier.IsDown = true;
        (await PassOnAsync()).Should().Be(TimeSpan.FromSeconds(5));
        Notifier.IsDown = false;

        (await PassOnAsync()).Should().Be(TimeSpan.FromMinutes(1));
        await PassOnAsync();

        Notifier.Told.Should().Equal((await RowAsync()).Id);
    }
}
