using Microsoft.EntityFrameworkCore;

namespace Transcribe.Activities.Approval;

/// <summary>The rows of approvals. An open one is closed once, by whoever comes first: a person, the deadline, or the end of the run.</summary>
internal sealed class ApprovalStore(IDbContextFactory<ApprovalsDbContext> contexts, ApprovalSignal signal, TimeProvider clock)
{
    /// <summary>Notes what is asked; one with this id that is there already stays as it is.</summary>
    public async Task<ApprovalRecord> AddAsync(ApprovalRecord approval, CancellationToken cancellationToken)
    {
        if (await FindAsync(approval.Id, cancellationToken) is { } known)
            return known;

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Approvals.Add(approval);
        await context.SaveChangesAsync(cancellationToken);
        return approval;
    }

    public async Task<ApprovalRecord?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Approvals.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
    }

    /// <summary>Those that somebody can decide now, the most pressing first.</summary>
    public async Task<IReadOnlyList<ApprovalRecord>> ListOpenAsync(int take, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Approvals.AsNoTracking().Where(row => row.State == ApprovalState.Open && row.ExpiresAt > now)
            .OrderBy(row => row.ExpiresAt).Take(take).ToListAsync(cancellationToken);
    }

    /// <summary>Somebody decides; answers whether they were the first, and in time.</summary>
    public async Task<bool> DecideAsync(string id, Decision decision, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var decided = await context.Approvals.Where(row => row.Id == id && row.State == ApprovalState.Open && row.ExpiresAt > now).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, decision.State).SetProperty(row => row.ClosedAt, now).SetProperty(row => row.DecidedBy, decision.By)
                .SetProperty(row => row.Comment, decision.Comment).SetProperty(row => row.EditedText, decision.EditedText),
            cancellationToken);
        signal.Set();
        return decided == 1;
    }

    /// <summary>The run itself closes it, and needs to be told nothing more; answers the row as it is then: somebody may have decided before.</summary>
    public async Task<ApprovalRecord?> CloseAsync(string id, ApprovalState state, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await context.Approvals.Where(row => row.Id == id && row.State == ApprovalState.Open).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.State, state).SetProperty(row => row.ClosedAt, now).SetProperty(row => row.IsAwaited, false), cancellationToken);
        }

        signal.Set();
        return await FindAsync(id, cancellationToken);
    }

    /// <summary>The run asks to be told of the end; answers the row as it is then, which may be closed already.</summary>
    public async Task<ApprovalRecord> AwaitAsync(string id, string? slackDeliveryId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Approvals.Where(row => row.Id == id && row.State == ApprovalState.Open)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.IsAwaited, true).SetProperty(row => row.SlackDeliveryId, slackDeliveryId), cancellationToken);
        return await context.Approvals.AsNoTracking().FirstAsync(row => row.Id == id, cancellationToken);
    }

    /// <summary>Closed ones whose run was not told, or whose message does not say so yet.</summary>
    public async Task<IReadOnlyList<ApprovalRecord>> ListUnsettledAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Approvals.AsNoTracking().Where(row => row.State != ApprovalState.Open && (row.IsAwaited || row.SlackDeliveryId != null))
            .OrderBy(row => row.Id).Take(100).ToListAsync(cancellationToken);
    }

    /// <summary>The run was told.</summary>
    public async Task MarkToldAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Approvals.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.IsAwaited, false), cancellationToken);
    }

    /// <summary>The message says what became of it, or there is none that could.</summary>
    public async Task MarkShownAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Approvals.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.SlackDeliveryId, (string?)null), cancellationToken);
    }

    /// <summary>Forgets some that were closed before that time; none that a run was not told of.</summary>
    public async Task<int> ForgetAsync(DateTimeOffset before, int count, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await context.Approvals.Where(row => row.ClosedAt < before && !row.IsAwaited).OrderBy(row => row.ClosedAt).Select(row => row.Id).Take(count).ToListAsync(cancellationToken);
        return await context.Approvals.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
    }
}
