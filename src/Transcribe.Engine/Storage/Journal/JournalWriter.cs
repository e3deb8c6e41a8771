using Transcribe.Engine.Authoring;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Storage;

/// <summary>Writes the events and executions of a burst.</summary>
internal sealed class JournalWriter(BurstCommit commit)
{
    internal static readonly string[] EventColumns =
    [
        "WorkflowInstanceId", "Sequence", "Timestamp", "EventName", "ActivityId", "ActivityNodeId", "ActivityType", "ActivityName",
        "ActivityInstanceId", "ParentActivityInstanceId", "Message", "Source", "Payload",
    ];

    private static readonly Statement InsertEvent = Statement.Insert("Journal", EventColumns);

    internal static readonly Statement UpsertExecution = Statement.Insert(
        "ActivityExecutions",
        [
            "WorkflowInstanceId", "Id", "ParentId", "ActivityId", "ActivityNodeId", "ActivityType", "ActivityTypeVersion", "ActivityName", "Status",
            "StartedAt", "CompletedAt", "HasBookmarks", "AggregateFaultCount", "Inputs", "Outputs", "JournalData", "Exception",
        ],
        """
        ON CONFLICT ("WorkflowInstanceId", "Id") DO UPDATE SET
            "Status" = excluded."Status", "StartedAt" = excluded."StartedAt", "CompletedAt" = excluded."CompletedAt",
            "HasBookmarks" = excluded."HasBookmarks", "AggregateFaultCount" = excluded."AggregateFaultCount",
            "Inputs" = COALESCE(excluded."Inputs", "ActivityExecutions"."Inputs"), "Outputs" = COALESCE(excluded."Outputs", "ActivityExecutions"."Outputs"),
            "JournalData" = COALESCE(excluded."JournalData", "ActivityExecutions"."JournalData"), "Exception" = excluded."Exception"
        """);

    private readonly string?[] _payloads = [.. commit.Journal.Select(entry => JournalText.Of(entry.Payload, commit.MaxJournalEntryLength))];
    private readonly ExecutionJson[] _executions = [.. commit.Records.Select(record => new ExecutionJson(record, commit.MaxJournalEntryLength))];

    public void Write(StoreSession session)
    {
        for (var i = 0; i < commit.Journal.Count; i++)
            Write(session, commit.Journal[i], _payloads[i]);

        for (var i = 0; i < commit.Records.Count; i++)
            Write(session, commit.Records[i], _executions[i]);
    }

    private void Write(StoreSession session, JournalEntry entry, string? payload)
    {
        var activity = entry.Context.Activity;
        session.Execute(
            InsertEvent, commit.State.Id, entry.Sequence, entry.Timestamp, entry.EventName, activity.Id, entry.Context.NodeId, activity.Type,
            activity.Name, entry.Context.Id, entry.Context.ParentActivityExecutionContext?.Id,
            JournalText.Cut(entry.Message, commit.MaxJournalEntryLength), entry.Source, payload);
    }

    private void Write(StoreSession session, ActivityExecutionRecord record, ExecutionJson json)
    {
        var activity = record.Node.Activity;
        session.Execute(
            UpsertExecution, commit.State.Id, record.Id, record.ParentId, activity.Id, record.Node.NodeId, activity.Type, activity.Version,
            activity.Name, record.Status.ToString(), record.StartedAt, record.CompletedAt, record.HasBookmarks, record.AggregateFaultCount,
            json.Inputs, json.Outputs, json.JournalData, json.Exception);
    }

    private readonly struct ExecutionJson(ActivityExecutionRecord record, int maxLength)
    {
        public string? Inputs { get; } = JournalText.Of(record.Inputs, maxLength);

        public string? Outputs { get; } = JournalText.Of(record.Outputs, maxLength);

        public string? JournalData { get; } = JournalText.Of(record.JournalData, maxLength);

        public string? Exception { get; } = JournalText.Of(record.Exception, maxLength);
    }
}
