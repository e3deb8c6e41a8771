using System.Data.Common;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Storage;

/// <inheritdoc/>
internal sealed class TriggerStore(CommitQueue queue, SessionPool sessions) : ITriggerStore
{
    private const string Select = """
        SELECT "Id", "DefinitionId", "DefinitionVersionId", "ActivityId", "Name", "Hash", "Payload", "NextRunAt", "LastRunAt", "LastInstanceId", "PausedAt" FROM "Triggers"
        """;

    private const string UpdateExisting = """
        ON CONFLICT ("DefinitionId", "ActivityId", "Hash") DO UPDATE SET
            "DefinitionVersionId" = excluded."DefinitionVersionId", "Name" = excluded."Name", "Payload" = excluded."Payload"
        """;

    private static readonly Statement All = new($"{Select} ORDER BY \"DefinitionId\", \"Id\"");
    private static readonly Statement Scheduled = new($"{Select} WHERE \"NextRunAt\" IS NOT NULL ORDER BY \"NextRunAt\"");
    private static readonly Statement OfDefinition = new("""SELECT "Id", "ActivityId", "Hash", "PausedAt" FROM "Triggers" WHERE "DefinitionId" = @p0""");
    private static readonly Statement DeleteOne = new("""DELETE FROM "Triggers" WHERE "Id" = @p0""");

    private static readonly Statement Advance = new("""UPDATE "Triggers" SET "NextRunAt" = @p0 WHERE "Id" = @p1 AND "NextRunAt" = @p2""");
    private static readonly Statement NoteRun = new("""UPDATE "Triggers" SET "LastRunAt" = @p0, "LastInstanceId" = @p1 WHERE "Id" = @p2""");
    private static readonly Statement Pause = new("""UPDATE "Triggers" SET "PausedAt" = @p0, "NextRunAt" = @p1 WHERE "Id" = @p2 AND "NextRunAt" IS NOT NULL""");

    private static readonly string[] Columns = ["Id", "DefinitionId", "DefinitionVersionId", "ActivityId", "Name", "Hash", "Payload", "NextRunAt", "PausedAt"];

    // A trigger that is still there keeps its id, and with it whatever the clock knows of it.
    private static readonly Statement Upsert = Statement.Insert("Triggers", Columns, UpdateExisting);

    // What came due while the workflow was paused is left out.
    private static readonly Statement UpsertResumed = Statement.Insert(
        "Triggers", Columns, UpdateExisting + """, "NextRunAt" = CASE WHEN "Triggers"."NextRunAt" IS NULL THEN NULL ELSE excluded."NextRunAt" END""");

    public Task<IReadOnlyList<TriggerRow>> ListAsync(CancellationToken cancellationToken) => ReadAsync(All, cancellationToken);

    public Task<IReadOnlyList<TriggerRow>> ListScheduledAsync(CancellationToken cancellationToken) => ReadAsync(Scheduled, cancellationToken);

    public Task<bool> AdvanceAsync(TriggerRow trigger, DateTimeOffset? nextRunAt, WorkflowState? instance, CancellationToken cancellationToken)
    {
        var writer = instance is null ? null : new InstanceWriter(instance, 0);
        return queue.WriteAsync(
            session =>
            {
                if (session.Execute(Advance, nextRunAt, trigger.Id, trigger.NextRunAt) == 0)
                    return false;

                if (instance is null)
                    return true;

                writer!.Write(session);
                session.Execute(NoteRun, instance.CreatedAt, instance.Id, trigger.Id);
                return true;
            },
            cancellationToken);
    }

    public Task<bool> PauseAsync(string id, DateTimeOffset? pausedAt, DateTimeOffset? nextRunAt, CancellationToken cancellationToken) =>
        queue.WriteAsync(session => session.Execute(Pause, pausedAt, nextRunAt, id) > 0, cancellationToken);

    /// <summary>Makes these the definition's only triggers.</summary>
    internal static void Replace(StoreSession session, string definitionId, string versionId, IReadOnlyList<TriggerRow> triggers)
    {
        // What the version no longer has would otherwise keep starting it.
        var kept = triggers.Select(trigger => (trigger.ActivityId, trigger.Hash)).ToHashSet();
        var paused = new Dictionary<string, DateTimeOffset?>(StringComparer.Ordinal);
        foreach (var (id, activityId, hash, pausedAt) in session.Query(OfDefinition, static reader => (reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.MomentOrNull(3)), definitionId))
        {
            paused[activityId] = pausedAt;
            if (!kept.Contains((activityId, hash)))
                session.Execute(DeleteOne, id);
        }

        var upsert = TriggerPauseStore.RemoveOtherVersion(session, definitionId, versionId) ? UpsertResumed : Upsert;

        // Whoever paused a schedule and then changed its moments still wants it paused.
        foreach (var row in triggers)
            session.Execute(upsert, row.Id, definitionId, versionId, row.ActivityId, row.Name, row.Hash, row.Payload, row.NextRunAt, row.NextRunAt is null ? null : paused.GetValueOrDefault(row.ActivityId));
    }

    private Task<IReadOnlyList<TriggerRow>> ReadAsync(Statement statement, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<TriggerRow>>(sessions.Read(session => session.Query(statement, Read)));
    }

    private static TriggerRow Read(DbDataReader reader) => new()
    {
        Id = reader.GetString(0),
        DefinitionId = reader.GetString(1),
        DefinitionVersionId = reader.GetString(2),
        ActivityId = reader.GetString(3),
        Name = reader.GetString(4),
        Hash = reader.GetString(5),
        Payload = reader.Text(6),
        NextRunAt = reader.MomentOrNull(7),
        LastRunAt = reader.MomentOrNull(8),
        LastInstanceId = reader.Text(9),
        PausedAt = reader.MomentOrNull(10),
    };
}
