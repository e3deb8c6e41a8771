using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Transcribe.Activities.Approval;
using Transcribe.Activities.Engines;
using Transcribe.Activities.Tests.Support;
using Transcribe.Engine.Authoring;

namespace Transcribe.Activities.Tests.Approval;

/// <summary>What people see behind a link, and what they cannot do there.</summary>
public sealed class ApprovalPageTests : ApprovalTest
{
    [Fact]
    public async Task Get_OpenApproval_ShowsTheTextAndDecidesNothing()
    {
        await AskAsync(CreateSut());
        var path = await Server.PathAsync("ann@example.com");

        using var answer = await Server.GetAsync(path);
        using var head = await Server.HeadAsync(path);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        head.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().Should().Be("text/html; charset=utf-8");
        answer.Headers.CacheControl!.ToString().Should().Be("no-store");
        answer.Headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        answer.Headers.GetValues("Content-Security-Policy").Single().Should().StartWith("default-src 'none'; style-src 'sha256-").And.Contain("form-action 'self'").And.Contain("frame-ancestors 'none'");
        var html = await answer.Content.ReadAsStringAsync(Workbench.Token);
        html.Should().Contain("<h1>Minutes of &lt;Monday&gt;</h1>").And.Contain("<li>We ship on <em>Friday</em> &amp; rest.</li>").And.Contain("You decide as ann@example.com.").And.Contain("until 4 January 2026, 00:00 UTC");
        html.Should().NotContain("<script").And.NotContain("id=\"name\"");
        (await RowAsync()).State.Should().Be(ApprovalState.Open);
    }

    [Fact]
    public async Task Get_TextWithMarkup_ShowsItAsText()
    {
        var sut = CreateSut();
        sut.Text = new Input<string>("<script>alert(1)</script> [here](javascript:alert(1)) </textarea><b>");
        await AskAsync(sut);

        using var answer = await Server.GetAsync(await Server.PathAsync());

        (await answer.Content.ReadAsStringAsync(Workbench.Token)).Should().NotContain("<script").And.NotContain("javascript:alert(1)\"").And.NotContain("</textarea><b>").And.NotContain("<b>");
    }

    [Fact]
    public async Task Post_Twice_SaysKindlyWhatWasDecided()
    {
        await AskAsync(CreateSut());
        var path = await Server.PathAsync();
        using var first = await Server.PostAsync(path, ("decision", "approve"), ("name", "<Ann>"));
        first.Headers.Location!.ToString().Should().Be(path);

        using var second = await Server.PostAsync(path, ("decision", "refuse"), ("name", "Bob"));

        second.StatusCode.Should().Be(HttpStatusCode.Conflict);
        var html = await second.Content.ReadAsStringAsync(Workbench.Token);
        html.Should().Contain("too late").And.Contain("Approved by &lt;Ann&gt;, 1 January 2026, 00:00 UTC.");
        using var page = await Server.GetAsync(path);
        page.StatusCode.Should().Be(HttpStatusCode.OK);
        (await page.Content.ReadAsStringAsync(Workbench.Token)).Should().Contain("Approved by &lt;Ann&gt;").And.NotContain("<form");
    }

    [Fact]
    public async Task Post_ManyAtTheSameMoment_CountsOne()
    {
        var run = await AskAsync(CreateSut());
        var path = await Server.PathAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(async i =>
        {
            using var answer = await Server.PostAsync(path, ("decision", i % 2 == 0 ? "approve" : "refuse"), ("name", $"N{i}"));
            return (Who: $"N{i}", answer.StatusCode);
        }));

        var winner = answers.Should().ContainSingle(answer => answer.StatusCode == HttpStatusCode.SeeOther).Which;
        answers.Where(answer => answer != winner).Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.Conflict);
        (await RowAsync()).DecidedBy.Should().Be(winner.Who);
        await PassOnAsync();
        Notifier.Told.Should().ContainSingle();
        await run.ResumeAsync(WaitForApproval.BookmarkName);
        run.Outputs["DecidedBy"].Should().Be(winner.Who);
    }

    [Theory]
    [InlineData("/approval")]
    [InlineData("/approval?t=")]
    [InlineData("/approval?t=made-up")]
    public async Task Link_Forged_IsNotFoundInWords(string path)
    {
        await AskAsync(CreateSut());

        using var page = await Server.GetAsync(path);
        using var decision = await Server.PostAsync(path, ("decision", "approve"));

        page.StatusCode.Should().Be(HttpStatusCode.NotFound);
        decision.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await decision.Content.ReadAsStringAsync(Workbench.Token)).Should().Contain("This link is not valid").And.Contain("Was it copied whole?");
        (await RowAsync()).State.Should().Be(ApprovalState.Open);
    }

    [Fact]
    public async Task Link_SealedForSomethingElse_IsNotFound()
    {
        await AskAsync(CreateSut());
        var other = Bench.Get<IDataProtectionProvider>().CreateProtector("Transcribe.TriggerUrls").Protect($$"""{"Id":"{{(await RowAsync()).Id}}","Until":"2027-01-01T00:00:00Z"}""");

        using var decision = await Server.PostAsync($"/approval?t={other}", ("decision", "approve"));

        decision.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Link_OfWhatWasForgotten_SaysUntilWhenItWorked()
    {
        await AskAsync(CreateSut());
        var path = await Server.PathAsync();
        using (await Server.PostAsync(path, ("decision", "approve")))
            await PassOnAsync();
        (await Bench.Get<ApprovalStore>().ForgetAsync(Bench.Clock.GetUtcNow().AddDays(1), 10, Workbench.Token)).Should().Be(1);

        using var page = await Server.GetAsync(path);

        page.StatusCode.Should().Be(HttpStatusCode.Gone);
        (await page.Content.ReadAsStringAsync(Workbench.Token)).Should().Contain("worked until 4 January 2026");
    }

    [Fact]
    public async Task Post_RunThatHasEnded_SaysSo()
    {
        await AskAsync(CreateSut());
        ((FakeWaitingRuns)Bench.Get<IWaitingRuns>()).HaveEnded = true;

        using var decision = await Server.PostAsync(await Server.PathAsync(), ("decision", "approve"));

        decision.StatusCode.Should().Be(HttpStatusCode.Gone);
        (await decision.Content.ReadAsStringAsync(Workbench.Token)).Should().Contain("The run that asked has ended");
    }

    [Fact]
    public async Task Post_WithoutAButton_DecidesNothing()
    {
        await AskAsync(CreateSut());

        using var decision = await Server.PostAsync(await Server.PathAsync(), ("comment", "hm"));

        decision.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await RowAsync()).State.Should().Be(ApprovalState.Open);
    }

    [Fact]
    public async Task Post_TooMuch_IsNotRead()
    {
        await AskAsync(CreateSut());
        var path = await Server.PathAsync();

        using var long1 = await Server.PostAsync(path, ("decision", "approve"), ("text", new string('x', 100_001)));
        using var stream = new StreamContent(new OneWayStream(new byte[3_000_000]));
        using var long2 = await Server.PostAsync(path, stream);

        long1.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        long2.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await RowAsync()).State.Should().Be(ApprovalState.Open);
    }

    [Fact]
    public async Task Post_TextThatMayNotBeChanged_StaysAsItIs()
    {
        var sut = CreateSut();
        sut.AllowEdit = new Input<bool>(false);
        await AskAsync(sut);
        (await Server.ReadAsync(await Server.PathAsync())).Should().NotContain("Change the text");

        using var decision = await Server.PostAsync(await Server.PathAsync(), ("decision", "approve"), ("text", "other"));

        (await RowAsync()).EditedText.Should().BeNull();
    }
}
