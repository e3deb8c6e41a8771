using System.Data.Common;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Storage;

/// <summary>Knows which workflows are paused because they fail.</summary>
internal sealed class TriggerPauseStore(CommitQueue queue, SessionPool sessions)
{
    private static readonly string[] Columns = ["DefinitionId", "DefinitionVersionId", "PausedAt", "Failed", "Runs", "LastInstanceId"];
    private static readonly Statement All = new($"SELECT {Statement.Names(Columns)} FROM \"TriggerPauses\" ORDER BY \"PausedAt\"");
    private static readonly Statement Insert = Statement.Insert("TriggerPauses", Columns, "ON CONFLICT (\"DefinitionId\") DO NOTHING");

    private static readonly Statement DeleteOne = new("""DELETE FROM "TriggerPauses" WHERE "DefinitionId" = @p0""");
    private static readonly Statement DeleteOtherVersion = new("""DELETE FROM "TriggerPauses" WHERE "DefinitionId" = @p0 AND "DefinitionVersionId" <> @p1""");

    /// <summary>All of them, the oldest first.</summary>
    public IReadOnlyList<TriggerPauseRow> List() => sessions.Read(session => session.Query(All, Read));

    /// <summary>Pauses a workflow and, in the same transaction, saves the instance that tells of it.</summary>
    /// <returns>Whether it was not paused before; false: nothing was saved.</returns>
    public Task<bool> AddAsync(TriggerPauseRow row, WorkflowState? telling, CancellationToken cancellationToken)
    {
        var writer = telling is null ? null : new InstanceWriter(telling, 0);
        return queue.WriteAsync(
            session =>
            {
                if (session.Execute(Insert, row.DefinitionId, row.DefinitionVersionId, row.PausedAt, row.Failed, row.Runs, row.LastInstanceId) == 0)
                    return false;

                writer?.TryInsert(session);
                return true;
            },
            cancellationToken);
    }

    /// <summary>Ends a pause.</summary>
    /// <returns>Whether there was one.</returns>
    public Task<bool> RemoveAsync(string definitionId, CancellationToken cancellationToken) =>
        queue.WriteAsync(session => session.Execute(DeleteOne, definitionId) > 0, cancellationToken);

    /// <summary>Ends the pause of a workflow that gets another version, in the writer's transaction.</summary>
    /// <returns>Whether there was one.</returns>
    internal static bool RemoveOtherVersion(StoreSession session, string definitionId, string versionId) => session.Execute(DeleteOtherVersion, definitionId, versionId) > 0;

    private static TriggerPauseRow Read(DbDataReader reader) => new()
    {
        DefinitionId = reader.GetString(0),
        DefinitionVersionId = reader.GetString(1),
        PausedAt = reader.Moment(2),
        Failed = reader.GetInt32(3),
        Runs = reader.GetInt32(4),
        LastInstanceId = reader.GetString(5),
    };
}
