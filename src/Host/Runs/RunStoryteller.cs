using System.Globalization;
using System.Text.Json;
using Transcribe.Activities.Ledger;
using Transcribe.Activities.Transcription.Batches;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;

namespace Transcribe.Workflows.Host.Runs;

/// <summary>Tells the story of a run from its records and the ledger.</summary>
public sealed class RunStoryteller(
    IInstanceStore instances, IInstanceReader reader, IBookmarkStore bookmarks, IJournalStore journal, IDefinitionStore definitions, IJobLedger ledger, IBatchReader batches, TimeProvider clock)
{
    private const string OutcomesFact = "Outcomes";
    private const string BatchFact = "BatchId";

    // What a replay needs to know of a step says nothing to people.
    private const string EarlierFact = "ReplayOf";

    /// <summary>The story of a run; null: there is no such run.</summary>
    public async Task<RunStory?> TellAsync(string instanceId, CancellationToken cancellationToken)
    {
        if (await instances.FindAsync(instanceId, cancellationToken) is not { } instance)
            return null;

        var executions = await journal.ListExecutionsAsync(instanceId, null, cancellationToken);
        var jobs = await ledger.ListByInstanceAsync(instanceId, cancellationToken);
        var definition = await definitions.FindVersionAsync(instance.DefinitionVersionId, cancellationToken);
        var steps = new List<RunStep>();
        foreach (var execution in executions.Where(IsStep))
            steps.Add(await WithProgressAsync(StepOf(execution), cancellationToken));

        var properties = await reader.ReadPropertiesAsync(instanceId, cancellationToken);
        var retry = await bookmarks.FindRetryAsync(instance, cancellationToken);
        var cost = jobs.Sum(job => job.Outcome is { } end ? end.ChargeUsd ?? 0 : job.PriceUsd ?? 0);

        return new RunStory(
            instance.Id, instance.Name ?? definition?.Name ?? instance.DefinitionId, StatusOf(instance), retry?.Sentence ?? Sentence(instance, steps), instance.CreatedAt, instance.FinishedAt, cost,
            steps)
        {
            RetryAt = retry?.At,
            ReplayOf = properties?.GetValueOrDefault(RunProperties.ReplayOf) as string,
            ReplayFrom = properties?.GetValueOrDefault(RunProperties.ReplayFrom) as string,
            IsTest = properties?.ContainsKey(RunProperties.Test) == true,
        };
    }

    // The workflow itself and its flowchart hold the steps; they are none.
    private static bool IsStep(ActivityExecutionRow execution) => execution.ActivityType is not ("Elsa.Workflow" or "Elsa.Flowchart" or "Elsa.Sequence");

    private static RunStep StepOf(ActivityExecutionRow execution)
    {
        var facts = FactsOf(execution.JournalData);
        facts.Remove(OutcomesFact, out var outcome);
        facts.Remove(EarlierFact);
        return new RunStep(
            execution.ActivityName ?? execution.ActivityId,
            execution.StartedAt,
            execution.CompletedAt is { } end ? (end - execution.StartedAt).TotalSeconds : null,
            execution.Status switch
            {
                ActivityStatus.Completed => "done",
                ActivityStatus.Faulted => "failed",
                ActivityStatus.Canceled => "cancelled",
                _ => execution.HasBookmarks ? "waiting" : "running",
            },
            outcome,
            facts,
            ErrorOf(execution.Exception));
    }

    private async Task<RunStep> WithProgressAsync(RunStep step, CancellationToken cancellationToken) =>
        step.Facts.TryGetValue(BatchFact, out var id) && await batches.FindProgressAsync(id, cancellationToken) is { } batch
            ? step with { Progress = new StepProgress(batch.Items, batch.Done + batch.Failed + batch.Skipped, batch.Failed + batch.Skipped) }
            : step;

    private string Sentence(InstanceRow instance, List<RunStep> steps)
    {
        var took = ((instance.FinishedAt ?? clock.GetUtcNow()) - instance.CreatedAt).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        return StatusOf(instance) switch
        {
            "finished" => $"Finished after {took} s.",
            "failed" => $"Failed after {took} s: {steps.LastOrDefault(step => step.Error is not null)?.Error ?? "see the steps."}",
            "cancelled" => $"Cancelled after {took} s.",
            "waiting" => $"Waiting at {steps.LastOrDefault(step => step.Status == "waiting")?.Name ?? "a step"}, {took} s after the start.",
            _ => $"Running for {took} s.",
        };
    }

    private static string StatusOf(InstanceRow instance) => instance.SubStatus switch
    {
        WorkflowSubStatus.Finished => "finished",
        WorkflowSubStatus.Faulted => "failed",
        WorkflowSubStatus.Cancelled => "cancelled",
        WorkflowSubStatus.Suspended => "waiting",
        _ => "running",
    };

    private static Dictionary<string, string> FactsOf(string? json)
    {
        if (json is null)
            return [];

        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => Text(member.Value), StringComparer.Ordinal);
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Text)),
        JsonValueKind.Object when value.TryGetProperty("_value", out var inner) => Text(inner),
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };

    private static string? ErrorOf(string? json)
    {
        if (json is null)
            return null;

        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty("message", out var message) || document.RootElement.TryGetProperty("Message", out message) ? message.GetString() : null;
    }
}
