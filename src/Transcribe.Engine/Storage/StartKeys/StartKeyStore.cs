using System.Data.Common;

namespace Transcribe.Engine.Storage;

/// <summary>Knows what was started once. A key is written in the transaction that starts its instance: never one without the other.</summary>
internal sealed class StartKeyStore(CommitQueue queue, SessionPool sessions, TimeProvider clock)
{
    private static readonly string[] Columns = ["Hash", "WorkflowInstanceId", "StartedAt", "ExpiresAt"];
    private static readonly Statement ByHash = new($"SELECT {Statement.Names(Columns)} FROM \"StartKeys\" WHERE \"Hash\" = @p0");
    private static readonly Statement DeleteExpired = new("""DELETE FROM "StartKeys" WHERE "ExpiresAt" <= @p0""");

    private static readonly Statement Upsert = Statement.Insert(
        "StartKeys",
        Columns,
        """
        ON CONFLICT ("Hash") DO UPDATE SET
            "WorkflowInstanceId" = excluded."WorkflowInstanceId", "StartedAt" = excluded."StartedAt", "ExpiresAt" = excluded."ExpiresAt"
        """);

    /// <summary>The row of a key, whether it has expired or not; null: there is none.</summary>
    public StartKeyRow? Find(string hash) => sessions.Read(session => session.First(ByHash, Read, hash));

    /// <summary>Forgets the keys that have expired; returns how many.</summary>
    public Task<int> PurgeAsync(CancellationToken cancellationToken) =>
        queue.WriteAsync(session => session.Execute(DeleteExpired, clock.GetUtcNow()), cancellationToken);

    /// <summary>Whether another instance has the key, inside the writer's transaction.</summary>
    internal static bool IsTaken(StoreSession session, StartKeyRow key) =>
        session.First(ByHash, Read, key.Hash) is { } known && known.ExpiresAt > key.StartedAt && known.WorkflowInstanceId != key.WorkflowInstanceId;

    /// <summary>Writes the key, inside the writer's transaction.</summary>
    internal static void Write(StoreSession session, StartKeyRow key) => session.Execute(Upsert, key.Hash, key.WorkflowInstanceId, key.StartedAt, key.ExpiresAt);

    private static StartKeyRow Read(DbDataReader reader) =>
        new() { Hash = reader.GetString(0), WorkflowInstanceId = reader.GetString(1), StartedAt = reader.Moment(2), ExpiresAt = reader.Moment(3) };
}
