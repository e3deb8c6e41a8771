using Transcribe.Engine.State;

namespace Transcribe.Engine.Storage;

/// <summary>Inserts or updates one instance.</summary>
internal sealed class InstanceWriter(WorkflowState state, long expectedRowVersion)
{
    private static readonly Statement Insert = Statement.Insert(
        "WorkflowInstances",
        [
            "Id", "DefinitionId", "DefinitionVersionId", "Version", "ParentWorkflowInstanceId", "CreatedAt", "Status", "SubStatus", "CorrelationId",
            "Name", "IncidentCount", "UpdatedAt", "FinishedAt", "RowVersion", "Data",
        ],
        "ON CONFLICT (\"Id\") DO NOTHING");

    private static readonly Statement Update = new("""
        UPDATE "WorkflowInstances"
        SET "Status" = @p0, "SubStatus" = @p1, "CorrelationId" = @p2, "Name" = @p3, "IncidentCount" = @p4, "UpdatedAt" = @p5, "FinishedAt" = @p6,
            "RowVersion" = @p7, "Data" = @p8
        WHERE "Id" = @p9 AND "RowVersion" = @p10
        """);

    private readonly byte[] _data = WorkflowStateSerializer.Serialize(state);

    /// <summary>Writes the row and returns its new version.</summary>
    /// <exception cref="ConcurrencyConflictException">The row has another version than expected, or is gone.</exception>
    public long Write(StoreSession session)
    {
        var rowVersion = expectedRowVersion + 1;
        var isWritten = expectedRowVersion == 0
            ? TryInsert(session)
            : session.Execute(
                Update, state.Status.ToString(), state.SubStatus.ToString(), state.CorrelationId, state.Name, state.Incidents.Count,
                state.UpdatedAt, state.FinishedAt, rowVersion, _data, state.Id, expectedRowVersion) == 1;

        return isWritten ? rowVersion : throw new ConcurrencyConflictException(state.Id);
    }

    /// <summary>Writes the row of a new instance, unless there is one with its id.</summary>
    /// <returns>Whether it was written.</returns>
    public bool TryInsert(StoreSession session) => session.Execute(
        Insert, state.Id, state.DefinitionId, state.DefinitionVersionId, state.DefinitionVersion, state.ParentWorkflowInstanceId,
        state.CreatedAt, state.Status.ToString(), state.SubStatus.ToString(), state.CorrelationId, state.Name, state.Incidents.Count,
        state.UpdatedAt, state.FinishedAt, 1L, _data) == 1;
}
