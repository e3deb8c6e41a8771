using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Transcribe.Activities.Approval;
using Transcribe.Activities.Approval.Deciding;
using Transcribe.Activities.Tests.Support;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Storage;
using static Transcribe.Activities.Tests.Approval.ApprovalEngine;

namespace Transcribe.Activities.Tests.Approval;

/// <summary>Approvals in the real engine: asked, decided while nothing runs, and passed on after a restart.</summary>
public sealed class ApprovalsInEngineTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Decision_TakenWhileTheServerWasToldToStop_ReachesTheRunAfterTheRestart()
    {
        string run;
        using (var host = await StartAsync())
        {
            run = await AskAsync(host);
            await host.StopAsync(Token);

            // Whatever passes decisions on has stopped; the row is all there is.
            var approval = (await Store(host).ListOpenAsync(1, Token)).Single();
            (await Store(host).DecideAsync(approval.Id, new Decision(ApprovalState.Approved, "Ann", null, "As Ann wants it"), Token)).Should().BeTrue();
        }

        using var again = await StartAsync();

        (await EndAsync(again, run)).Should().Be("As Ann wants it");
        await again.StopAsync(Token);
    }

    [Fact]
    public async Task Decision_ForARunThatWasDeleted_IsNotTaken()
    {
        using var host = await StartAsync();
        var run = await AskAsync(host);
        var approval = (await Store(host).ListOpenAsync(1, Token)).Single();
        var decision = new Decision(ApprovalState.Approved, null, null, null);
        await host.Services.GetRequiredService<IInstanceStore>().DeleteAsync([run], Token);

        (await host.Services.GetRequiredService<ApprovalDecisions>().DecideAsync(approval, decision, "link", Token)).Should().Be(DecisionResult.RunEnded);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task Deadline_InTheRealEngine_EndsTheWait()
    {
        using var host = await StartAsync();
        var run = await AskAsync(host);

        await Eventually.HoldsAsync(
            async () =>
            {
                _clock.Advance(TimeSpan.FromDays(1));
                return (await host.Services.GetRequiredService<IInstanceStore>().FindAsync(run, Token))!.Status == WorkflowStatus.Finished;
            },
            "the run ends");

        (await Store(host).ListOpenAsync(1, Token)).Should().BeEmpty();
        await host.StopAsync(Token);
    }

    private async Task<IHost> StartAsync()
    {
        await EngineTables.CopyToAsync(_folder.File("engine.db"));
        return await ApprovalEngine.StartAsync(_folder, _clock);
    }
}
