using Microsoft.EntityFrameworkCore;

namespace Transcribe.Engine.Server.Identity;

/// <summary>Writes who did what, and lists it, newest first.</summary>
internal sealed class AuditLog(IDbContextFactory<IdentityDbContext> contexts, TimeProvider clock)
{
    // A designer saves by itself after each change: what one person saves of one draft in this time is one line.
    private static readonly TimeSpan SavingSpell = TimeSpan.FromMinutes(10);

    /// <summary>Adds a line to what the caller is about to save: it is there if and only if the change is.</summary>
    public AuditRecord Add(IdentityDbContext database, Caller caller, string action, string? target, string? outcome = AuditOutcome.Done)
    {
        var record = new AuditRecord
        {
            At = clock.GetUtcNow(), Actor = caller.Name, ActorKind = caller.Kind, Address = caller.Address, Action = action, Target = target, Outcome = outcome,
        };
        database.Audit.Add(record);
        return record;
    }

    /// <summary>Writes a line by itself.</summary>
    /// <returns>Its id.</returns>
    public async Task<long> WriteAsync(Caller caller, string action, string? target, string? outcome, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var record = Add(database, caller, action, target, outcome);
        await database.SaveChangesAsync(cancellationToken);
        return record.Id;
    }

    /// <summary>Writes how what was begun has ended.</summary>
    public async Task EndAsync(long id, string action, string? target, string outcome, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var record = await database.Audit.SingleOrDefaultAsync(known => known.Id == id, cancellationToken);
        if (record is null)
            return;

        (record.Action, record.Target, record.Outcome) = (action, target, outcome);
        if (action == AuditActions.SaveWorkflow && outcome == AuditOutcome.Done)
        {
            var since = record.At - SavingSpell;
            database.Audit.RemoveRange(database.Audit.Where(earlier =>
                earlier.Id != id && earlier.Action == action && earlier.Target == target && earlier.Outcome == outcome && earlier.Actor == record.Actor
                && earlier.ActorKind == record.ActorKind && earlier.At >= since));
        }

        await database.SaveChangesAsync(cancellationToken);
    }

    /// <summary>One page. The next begins before the id of its last line, so lines that come or go in between move nothing.</summary>
    public async Task<IReadOnlyList<AuditRecord>> ListAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var lines = database.Audit.AsNoTracking();
        if (query.Before is { } before)
            lines = lines.Where(line => line.Id < before);
        if (query.Actor is { } actor)
            lines = lines.Where(line => line.Actor == actor);
        if (query.Action is { } action)
            lines = lines.Where(line => line.Action == action);
        if (query.Target is { } target)
            lines = lines.Where(line => line.Target != null && line.Target.Contains(target));
        return await lines.OrderByDescending(line => line.Id).Take(query.Take).ToListAsync(cancellationToken);
    }

    /// <summary>Deletes lines and plans from before a moment, and sessions that have expired.</summary>
    public async Task PruneAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.Audit.Where(line => line.At < before).ExecuteDeleteAsync(cancellationToken);
        await database.AlterationPlans.Where(plan => plan.CreatedAt < before).ExecuteDeleteAsync(cancellationToken);
        await database.Sessions.Where(session => session.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken);
    }
}

/// <summary>Which lines of the audit log.</summary>
internal sealed record AuditQuery(int Take, long? Before = null, string? Actor = null, string? Action = null, string? Target = null);
