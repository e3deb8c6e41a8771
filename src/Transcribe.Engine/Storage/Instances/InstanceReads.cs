using System.Data.Common;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Storage;

/// <summary>
/// What bursts, starts and the clean-up read of instances: by prepared statements. Most instances are finished: what runs is found by the
/// index of what runs, or by correlation, never among all.
/// </summary>
internal static class InstanceReads
{
    private static readonly Statement Snapshot = new("""SELECT "SubStatus", "RowVersion", "Data" FROM "WorkflowInstances" WHERE "Id" = @p0""");

    private static readonly Statement Facts = new("""
        SELECT "Id", "DefinitionId", "DefinitionVersionId", "Version", "ParentWorkflowInstanceId", "Status", "SubStatus", "CorrelationId", "Name",
            "IncidentCount", "CreatedAt", "UpdatedAt", "FinishedAt", "RowVersion"
        FROM "WorkflowInstances" WHERE "Id" = @p0
        """);

    private static readonly Statement Running = new("""
        SELECT "Id" FROM "WorkflowInstances"
        WHERE "Status" = 'Running' AND "DefinitionId" || '' = COALESCE(@p0, "DefinitionId") LIMIT @p1
        """);

    private static readonly Statement RunningWithCorrelation = new("""
        SELECT "Id" FROM "WorkflowInstances"
        WHERE "CorrelationId" = @p0 AND "Status" = 'Running' AND "DefinitionId" || '' = COALESCE(@p1, "DefinitionId") LIMIT @p2
        """);

    private static readonly Statement Unfinished = new("""
        SELECT "Id" FROM "WorkflowInstances"
        WHERE "Status" = 'Running' AND "SubStatus" IN ('Pending', 'Executing', 'Interrupted') ORDER BY "UpdatedAt"
        """);

    private static readonly Statement Orphans = new("""
        SELECT "Id" FROM "WorkflowInstances" AS "i"
        WHERE "Status" = 'Running' AND "SubStatus" = 'Suspended'
            AND NOT EXISTS (SELECT 1 FROM "WorkflowDefinitions" AS "d" WHERE "d"."Id" = "i"."DefinitionVersionId")
        ORDER BY "UpdatedAt"
        """);

    private static readonly Statement Finished = new("""
        SELECT "Id", "SubStatus", "CreatedAt", COALESCE("FinishedAt", "UpdatedAt") FROM "WorkflowInstances"
        WHERE "Status" = 'Finished' AND "CreatedAt" < @p0 AND ("CreatedAt", "Id") > (@p1, @p2)
        ORDER BY "CreatedAt", "Id" LIMIT @p3
        """);

    public static InstanceSnapshot? Load(StoreSession session, string id) => session.First(
        Snapshot, static reader => new InstanceSnapshot(reader.Name<WorkflowSubStatus>(0), reader.GetInt64(1), reader.GetFieldValue<byte[]>(2)), id);

    public static InstanceRow? Find(StoreSession session, string id) => session.First(Facts, Read, id);

    public static IReadOnlyList<string> ListRunning(StoreSession session, string? definitionId, string? correlationId, int limit) => correlationId is null
        ? session.Query(Running, Id, definitionId, limit)
        : session.Query(RunningWithCorrelation, Id, correlationId, definitionId, limit);

    public static IReadOnlyList<string> ListUnfinishedBursts(StoreSession session) => session.Query(Unfinished, Id);

    public static IReadOnlyList<string> ListOrphans(StoreSession session) => session.Query(Orphans, Id);

    public static IReadOnlyList<FinishedInstance> ListFinished(StoreSession session, DateTimeOffset createdBefore, FinishedInstance? last, int limit) => session.Query(
        Finished,
        static reader => new FinishedInstance(reader.GetString(0), reader.Name<WorkflowSubStatus>(1), reader.Moment(2), reader.Moment(3)),
        createdBefore, last?.CreatedAt ?? DateTimeOffset.MinValue, last?.Id ?? string.Empty, limit);

    private static string Id(DbDataReader reader) => reader.GetString(0);

    private static InstanceRow Read(DbDataReader reader) => new()
    {
        Id = reader.GetString(0),
        DefinitionId = reader.GetString(1),
        DefinitionVersionId = reader.GetString(2),
        Version = reader.GetInt32(3),
        ParentWorkflowInstanceId = reader.Text(4),
        Status = reader.Name<WorkflowStatus>(5),
        SubStatus = reader.Name<WorkflowSubStatus>(6),
        CorrelationId = reader.Text(7),
        Name = reader.Text(8),
        IncidentCount = reader.GetInt32(9),
        CreatedAt = reader.Moment(10),
        UpdatedAt = reader.Moment(11),
        FinishedAt = reader.MomentOrNull(12),
        RowVersion = reader.GetInt64(13),
    };
}
