using System.Net;
using System.Text.Json;
using Transcribe.Activities.Approval;
using Transcribe.Activities.Deliver;
using Transcribe.Activities.Tests.Support;
using Transcribe.Engine.Authoring;

namespace Transcribe.Activities.Tests.Approval;

/// <summary>The run's side: asking, waiting, and each way in which the waiting ends.</summary>
public sealed class WaitForApprovalTests : ApprovalTest
{
    [Fact]
    public async Task Execute_SlackAndMail_AsksEachOnceAndWaits()
    {
        var run = await AskAsync(CreateSut("default", "ann@example.com, Bob <bob@example.com>, ANN@example.com"));

        run.Outcomes.Should().BeEmpty("it waits");
        run.Record.JournalData!["Asked"].Should().Be("Slack default, ann@example.com, bob@example.com");
        run.Record.JournalData["Until"].Should().Be("4 January 2026, 00:00 UTC");
        var message = Slack.Messages.Should().ContainSingle().Which;
        message.GetProperty("text").GetString().Should().Be("To approve: Minutes of &lt;Monday&gt;");
        Texts(message).Should().Contain("Minutes of \\u003CMonday\\u003E").And.Contain("transcribe.approve").And.Contain("transcribe.refuse").And.Contain("https://flows.example/approval?t=");
        var mails = await MailsAsync();
        mails.Select(mail => mail.To.ToString()).Should().BeEquivalentTo("ann@example.com", "bob@example.com");
        mails.Should().OnlyContain(mail => mail.Subject == "To approve: Minutes of <Monday>" && mail.HtmlBody!.Contains("<h1>Minutes of &lt;Monday&gt;</h1>"));
        mails.Select(mail => mail.TextBody!.Split('\n').Single(line => line.StartsWith("https://", StringComparison.Ordinal))).Should().OnlyHaveUniqueItems("each link is its reader's");
        mails.ForEach(mail => mail.Dispose());
    }

    [Fact]
    public async Task Execute_ConnectionWithoutASigningSecret_HasOnlyTheLink()
    {
        await AskAsync(CreateSut("plain"));

        Texts(Slack.Messages.Single()).Should().Contain("transcribe.open").And.NotContain("transcribe.approve");
    }

    [Fact]
    public async Task Execute_LongText_IsCutInSlackAndWholeBehindTheLink()
    {
        var sut = CreateSut("default");
        sut.Text = new Input<string>(string.Join("\n\n", Enumerable.Range(0, 400).Select(i => $"Paragraph {i} has some words in it.")));

        await AskAsync(sut);

        Texts(Slack.Messages.Single()).Should().Contain("The whole text is behind the button.").And.NotContain("Paragraph 399");
        (await Server.ReadAsync(await Server.PathAsync())).Should().Contain("Paragraph 399 has");
    }

    [Fact]
    public async Task Execute_NobodyToAsk_WaitsAndIsListed()
    {
        var run = await AskAsync(CreateSut());

        run.Outcomes.Should().BeEmpty();
        (await Server.ReadAsync("/api/approvals")).Should().Contain("Minutes of").And.Contain("\"workflowInstanceId\":\"run-1\"").And.NotContain("/approval?t=");
        using var answer = await Server.PostAsync($"/api/approvals/{(await RowAsync()).Id}/link");
        var link = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(Workbench.Token)).GetProperty("link").GetString()!;
        (await Server.ReadAsync(link)).Should().Contain("<h1>Minutes of");
    }

    [Fact]
    public async Task Decide_ByLinkWithChanges_IsApprovedWithTheNewText()
    {
        var run = await AskAsync(CreateSut(recipients: "ann@example.com"));
        using var answer = await Server.PostAsync(await Server.PathAsync("ann@example.com"), ("decision", "approve"), ("text", "We ship on\r\nSaturday."), ("comment", "Not Friday!"));
        answer.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        await PassOnAsync();
        Notifier.Told.Should().ContainSingle();

        await run.ResumeAsync(WaitForApproval.BookmarkName);

        run.Outcomes.Should().Equal("Approved");
        run.Outputs["Result"].Should().Be("We ship on\nSaturday.");
        run.Outputs["DecidedBy"].Should().Be("ann@example.com");
        run.Outputs["Comment"].Should().Be("Not Friday!");
        run.Outputs["DecidedAt"].Should().Be(Bench.Clock.GetUtcNow());
        run.Record.JournalData!["Decision"].Should().Be("Approved with changes by ann@example.com, 1 January 2026, 00:00 UTC.");
        run.State.Bookmarks.Should().BeEmpty();
        await PassOnAsync();
        Notifier.Told.Should().ContainSingle("it was told");
    }

    [Fact]
    public async Task Decide_Refused_SaysWhoAndWhy()
    {
        var run = await AskAsync(CreateSut());
        using var answer = await Server.PostAsync(await Server.PathAsync(), ("decision", "refuse"), ("text", "other"), ("name", "Cleo"), ("comment", "Too early."));

        await run.ResumeAsync(WaitForApproval.BookmarkName);

        run.Outcomes.Should().Equal("Refused");
        run.Outputs["Reason"].Should().Be("Refused by Cleo, 1 January 2026, 00:00 UTC. Too early.");
        run.Outputs["Result"].Should().Be("## Decided\n\n- We ship on *Friday* & rest.\n");
    }

    [Fact]
    public async Task Deadline_NobodyDecided_TimesOutAndTheLinkSaysSo()
    {
        var run = await AskAsync(CreateSut("default"));
        var path = await Server.PathAsync();
        Bench.Clock.Advance(TimeSpan.FromDays(3));
        using var late = await Server.PostAsync(path, ("decision", "approve"));
        late.StatusCode.Should().Be(HttpStatusCode.Gone, "the time is up, also when the run has not noticed yet");

        await run.ResumeAsync("Elsa.Delay");

        run.Outcomes.Should().Equal("Timed Out");
        run.Outputs["Reason"].Should().Be("Nobody decided until 4 January 2026, 00:00 UTC.");
        (await Server.ReadAsync(path)).Should().Contain("Nobody decided until 4 January 2026");
        await PassOnAsync();
        Texts(Slack.Updates.Should().ContainSingle().Which).Should().Contain("Nobody decided until");
        Notifier.Told.Should().BeEmpty("the run knows");
    }

    [Fact]
    public async Task Deadline_SomebodyDecidedJustBefore_CountsTheDecision()
    {
        var run = await AskAsync(CreateSut());
        Bench.Clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromSeconds(1));
        using var answer = await Server.PostAsync(await Server.PathAsync(), ("decision", "approve"));
        Bench.Clock.Advance(TimeSpan.FromSeconds(2));

        await run.ResumeAsync("Elsa.Delay");

        run.Outcomes.Should().Equal("Approved");
    }

    [Fact]
    public async Task Decide_BeforeTheWaitIsCommitted_IsFoundAfterTheCrash()
    {
        var run = new EngineRun(Bench, CreateSut("default")) { CrashAtCommit = 2 };
        await FluentActions.Awaiting(() => run.StartAsync()).Should().ThrowAsync<Engine.Execution.CommitFailedException>();
        await Bench.Outbox.RunOnceAsync(Workbench.Token);
        using var answer = await Server.PostAsync(await Server.PathAsync(), ("decision", "approve"));
        run.CrashAtCommit = null;

        await run.RecoverAsync();

        run.Outcomes.Should().Equal("Approved");
        await Bench.Outbox.RunOnceAsync(Workbench.Token);
        Slack.Messages.Should().ContainSingle("nobody is asked twice");
    }

    [Fact]
    public async Task Execute_AgainAfterACrash_AsksNobodyAgainAndKeepsTheDeadline()
    {
        var run = new EngineRun(Bench, CreateSut("default")) { CrashAtCommit = 2 };
        await FluentActions.Awaiting(() => run.StartAsync()).Should().ThrowAsync<Engine.Execution.CommitFailedException>();
        Bench.Clock.Advance(TimeSpan.FromDays(1));
        run.CrashAtCommit = null;

        await run.RecoverAsync();
        await Bench.Outbox.RunOnceAsync(Workbench.Token);

        run.Outcomes.Should().BeEmpty();
        Slack.Messages.Should().ContainSingle();
        run.State.Bookmarks.Single(bookmark => bookmark.Name == "Elsa.Delay").DueAt.Should().Be(new DateTimeOffset(2026, 1, 4, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Resume_WithoutADecision_GoesOnWaiting()
    {
        var run = await AskAsync(CreateSut());

        await run.ResumeAsync(WaitForApproval.BookmarkName);

        run.Outcomes.Should().BeEmpty();
        run.State.Bookmarks.Should().Contain(bookmark => bookmark.Name == WaitForApproval.BookmarkName);
    }

    [Fact]
    public async Task Cancel_Run_WithdrawsTheQuestion()
    {
        var run = await AskAsync(CreateSut("default"));
        var path = await Server.PathAsync();

        await run.CancelAsync();

        (await Server.ReadAsync(path)).Should().Contain("Nobody needs to decide any more: the run was cancelled");
        using var late = await Server.PostAsync(path, ("decision", "approve"));
        late.StatusCode.Should().Be(HttpStatusCode.Gone);
        await PassOnAsync();
        Texts(Slack.Updates.Should().ContainSingle().Which).Should().Contain("the run was cancelled");
        (await Server.ReadAsync("/api/approvals")).Should().Be("[]");
    }

    [Fact]
    public async Task Execute_NobodyCouldBeAsked_FailsWithTheReason()
    {
        Slack.Fail("chat.postMessage", HttpStatusCode.OK, """{"ok":false,"error":"not_in_channel"}""");
        var run = await AskAsync(CreateSut("default"));
        var path = await Server.PathAsync();

        await run.ResumeAsync(DeliveryActivity.BookmarkName);

        run.Outcomes.Should().Equal("Failed");
        run.Outputs["Reason"].Should().Be("Nobody could be asked. default: The bot is not in the channel; invite it. (Slack: not_in_channel)");
        using var page = await Server.GetAsync(path);
        page.StatusCode.Should().Be(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Execute_SomebodyCouldBeAsked_WaitsAndSaysWhoWasNot()
    {
        Slack.Fail("chat.postMessage", HttpStatusCode.OK, """{"ok":false,"error":"is_archived"}""");
        var run = await AskAsync(CreateSut("default", "ann@example.com"));

        await run.ResumeAllAsync(DeliveryActivity.BookmarkName);

        run.Outcomes.Should().BeEmpty();
        run.Record.JournalData!["Not asked"].Should().Be("default: The channel is archived. (Slack: is_archived)");
        using var answer = await Server.PostAsync(await Server.PathAsync(), ("decision", "approve"));
        await run.ResumeAsync(WaitForApproval.BookmarkName);
        run.Outcomes.Should().Equal("Approved");
    }

    [Theory]
    [InlineData(" ", "x", "3.00:00:00", null, "There is nothing to approve*")]
    [InlineData("x", "not an address <", "3.00:00:00", null, "Recipients is not a list*")]
    [InlineData("x", null, "00:00:00", null, "The deadline is 00:00:00*")]
    [InlineData("x", null, "400.00:00:00", null, "*at most 366 days*")]
    [InlineData("x", null, "1.00:00:00", "nowhere", "*nowhere*")]
    public async Task Execute_WhatCannotBeAsked_FailsWithTheReason(string text, string? recipients, string deadline, string? slack, string reason)
    {
        var sut = CreateSut(slack, recipients);
        (sut.Text, sut.Deadline) = (new Input<string>(text), new Input<TimeSpan>(TimeSpan.Parse(deadline)));

        var run = await AskAsync(sut);

        run.Outcomes.Should().Equal("Failed");
        run.Outputs["Reason"].Should().BeOfType<string>().Which.Should().Match(reason);
        (await Server.ReadAsync("/api/approvals")).Should().Be("[]");
    }
}
