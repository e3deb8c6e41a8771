using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Transcribe.Activities.Engines;

namespace Transcribe.Activities.Triggers;

/// <summary>
/// Starts a run for each thing that comes, once. The run's id follows from the trigger and the thing, so that a repetition after a crash, before
/// the thing is noted as seen, finds the run there; afterwards the note counts, however long the run itself is kept.
/// </summary>
internal sealed class ArrivalStore(IDbContextFactory<TriggersDbContext> contexts, IRuns runs, TimeProvider clock)
{
    private const string RunPrefix = "ta";
    private const string SourcePrefix = "ts";

    /// <summary>Names what a trigger looks at: the same trigger that looks elsewhere begins anew.</summary>
    public static string SourceOf(TriggerPlace place, params ReadOnlySpan<string> target) =>
        StableId.Of(SourcePrefix, [place.DefinitionId, place.ActivityId, .. target]);

    /// <summary>One name of a thing.</summary>
    public static string KeyOf(params ReadOnlySpan<string> parts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));

    /// <summary>All names that a source has seen.</summary>
    public async Task<HashSet<string>> ListSeenAsync(string source, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return [.. await context.Arrivals.Where(arrival => arrival.Source == source).Select(arrival => arrival.Key).ToListAsync(cancellationToken)];
    }

    /// <summary>Which of some names a source has seen.</summary>
    public async Task<HashSet<string>> ListSeenAsync(string source, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return [.. await context.Arrivals.Where(arrival => arrival.Source == source && keys.Contains(arrival.Key)).Select(arrival => arrival.Key).ToListAsync(cancellationToken)];
    }

    /// <summary>Starts the run of a thing and notes all its names.</summary>
    /// <param name="place">The trigger.</param>
    /// <param name="source">What it looks at.</param>
    /// <param name="keys">The names of the thing, the surest first.</param>
    /// <param name="arrival">What the run is told.</param>
    /// <param name="follow">Where the thing is, if something is to be done when the run has ended; null: nothing is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was started, now or before; false: it may not start at the moment, and is not noted.</returns>
    public async Task<bool> StartAsync(
        TriggerPlace place, string source, IReadOnlyList<string> keys, object arrival, string? follow, CancellationToken cancellationToken)
    {
        var instanceId = StableId.Of(RunPrefix, source, keys[0]);
        if (!await runs.StartAsync(place, instanceId, arrival, cancellationToken))
            return false;

        await NoteAsync(source, keys, follow is null ? ArrivalState.Done : ArrivalState.Started, instanceId, follow, cancellationToken);
        return true;
    }

    /// <summary>Notes things that start nothing.</summary>
    public Task NoteSeenAsync(string source, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        NoteAsync(source, keys, ArrivalState.Done, null, null, cancellationToken);

    /// <summary>The things of a source whose runs were started and that something is to be done about.</summary>
    public async Task<IReadOnlyList<ArrivalRecord>> ListStartedAsync(string source, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Arrivals.AsNoTracking().Where(arrival => arrival.Source == source && arrival.State == ArrivalState.Started)
            .OrderBy(arrival => arrival.SeenAt).ToListAsync(cancellationToken);
    }

    /// <summary>Nothing more is to be done about a thing.</summary>
    public async Task EndAsync(ArrivalRecord arrival, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Arrivals.Where(row => row.Source == arrival.Source && row.Key == arrival.Key)
            .ExecuteUpdateAsync(update => update.SetProperty(row => row.State, ArrivalState.Done), cancellationToken);
    }

    /// <summary>What is known of a source; null: it was never looked at.</summary>
    public async Task<SourceRecord?> FindSourceAsync(string source, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Sources.AsNoTracking().FirstOrDefaultAsync(row => row.Source == source, cancellationToken);
    }

    /// <summary>Everything in a source has been seen as of this version of it.</summary>
    public async Task SaveSourceAsync(string source, string? eTag, string? lastModified, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Sources.FirstOrDefaultAsync(known => known.Source == source, cancellationToken);
        if (row is null)
            context.Sources.Add(row = new SourceRecord { Source = source, LookedAt = clock.GetUtcNow() });

        (row.ETag, row.LastModified, row.LookedAt) = (eTag, lastModified, clock.GetUtcNow());
        await context.SaveChangesAsync(cancellationToken);
    }

    private async Task NoteAsync(string source, IReadOnlyList<string> keys, ArrivalState state, string? instanceId, string? place, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await context.Arrivals.Where(arrival => arrival.Source == source && keys.Contains(arrival.Key)).Select(arrival => arrival.Key).ToListAsync(cancellationToken);
        foreach (var key in keys.Except(known).Distinct())
        {
            // One of the names stands for what is still to be done.
            var isFirst = key == keys[0];
            context.Arrivals.Add(new ArrivalRecord
            {
                Source = source, Key = key, State = isFirst ? state : ArrivalState.Done, WorkflowInstanceId = instanceId, Place = isFirst ? place : null, SeenAt = clock.GetUtcNow(),
            });
        }

        await context.SaveChangesAsync(cancellationToken);
    }
}
