using System.Data.Common;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Storage;

/// <inheritdoc/>
internal sealed class InstanceStatistics(SessionPool sessions) : IInstanceStatistics
{
    private static readonly Statement Count = new("""
        SELECT "DefinitionId", "SubStatus", ("CreatedAt" - @p0) / @p2, COUNT(*),
            COUNT(NULLIF("IncidentCount", 0)), COUNT("FinishedAt"), CAST(SUM(COALESCE("FinishedAt" - "CreatedAt", 0)) AS BIGINT)
        FROM "WorkflowInstances" WHERE "CreatedAt" >= @p0 AND "CreatedAt" < @p1 GROUP BY 1, 2, 3
        """);

    public Task<IReadOnlyList<InstanceTally>> CountAsync(DateTimeOffset from, DateTimeOffset to, TimeSpan slice, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(slice, TimeSpan.Zero);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<InstanceTally>>(sessions.Read(session => session.Query(Count, Read, from, to, slice.Ticks)));
    }

    private static InstanceTally Read(DbDataReader reader) => new(
        reader.GetString(0), reader.Name<WorkflowSubStatus>(1), (int)reader.GetInt64(2), (int)reader.GetInt64(3), (int)reader.GetInt64(4), (int)reader.GetInt64(5),
        TimeSpan.FromTicks(reader.GetInt64(6)));
}
