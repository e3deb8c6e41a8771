namespace Transcribe.Engine.Storage;

/// <inheritdoc/>
internal sealed class JournalImporter(CommitQueue queue) : IJournalImporter
{
    private static readonly Statement AddEvent =
        Statement.Insert("Journal", JournalWriter.EventColumns, "ON CONFLICT (\"WorkflowInstanceId\", \"Sequence\") DO NOTHING");

    public Task ImportAsync(IReadOnlyCollection<JournalRow> events, IReadOnlyCollection<ActivityExecutionRow> executions, CancellationToken cancellationToken) =>
        queue.WriteAsync(
            session =>
            {
                foreach (var row in events)
                {
                    session.Execute(
                        AddEvent, row.WorkflowInstanceId, row.Sequence, row.Timestamp, row.EventName, row.ActivityId, row.ActivityNodeId, row.ActivityType,
                        row.ActivityName, row.ActivityInstanceId, row.ParentActivityInstanceId, row.Message, row.Source, row.Payload);
                }

                foreach (var row in executions)
                {
                    session.Execute(
                        JournalWriter.UpsertExecution, row.WorkflowInstanceId, row.Id, row.ParentId, row.ActivityId, row.ActivityNodeId, row.ActivityType,
                        row.ActivityTypeVersion, row.ActivityName, row.Status.ToString(), row.StartedAt, row.CompletedAt, row.HasBookmarks,
                        row.AggregateFaultCount, row.Inputs, row.Outputs, row.JournalData, row.Exception);
                }

                return true;
            },
            cancellationToken);
}
