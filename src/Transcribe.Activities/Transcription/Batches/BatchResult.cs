using Transcribe.Activities.Ledger;

namespace Transcribe.Activities.Transcription.Batches;

/// <summary>What became of a batch: a table for templates, and its sums.</summary>
public sealed record BatchResult
{
    /// <summary>The batch.</summary>
    public string BatchId { get; init; } = string.Empty;

    /// <summary>How many were transcribed.</summary>
    public int Done { get; init; }

    /// <summary>How many could not be transcribed.</summary>
    public int Failed { get; init; }

    /// <summary>How many were left out.</summary>
    public int Skipped { get; init; }

    /// <summary>Minutes of the transcribed recordings.</summary>
    public double Minutes { get; init; }

    /// <summary>What it cost, in US dollars.</summary>
    public decimal CostUsd { get; init; }

    /// <summary>What using earlier transcriptions saved, in US dollars.</summary>
    public decimal SavedUsd { get; init; }

    /// <summary>The items in the order in which they were given.</summary>
    public IReadOnlyList<BatchItemResult> Items { get; init; } = [];

    internal static BatchResult From(string batchId, IReadOnlyList<BatchItemRecord> items) => new()
    {
        BatchId = batchId,
        Done = items.Count(item => item.State == BatchItemState.Done),
        Failed = items.Count(item => item.State == BatchItemState.Failed),
        Skipped = items.Count(item => item.State == BatchItemState.Skipped),
        Minutes = items.Where(item => item.State == BatchItemState.Done).Sum(item => item.DurationSeconds ?? 0) / 60,
        CostUsd = items.Sum(item => item.PaidUsd + item.HeldUsd),
        SavedUsd = items.Sum(item => item.SavedUsd),
        Items = [.. items.Select(BatchItemResult.From)],
    };
}

/// <summary>One recording of a batch.</summary>
public sealed record BatchItemResult
{
    /// <summary>Its place in the list, from 0.</summary>
    public int Index { get; init; }

    /// <summary>Its address or path.</summary>
    public string Media { get; init; } = string.Empty;

    /// <summary>Its title, as it was given.</summary>
    public string? Title { get; init; }

    /// <summary><c>done</c>, <c>failed</c> or <c>skipped</c>; while the batch runs also <c>waiting</c>, <c>running</c>, <c>held</c>.</summary>
    public string Status { get; init; } = string.Empty;

    /// <summary>The API's id of the job; null when there is none.</summary>
    public string? JobId { get; init; }

    /// <summary>The recording's length in seconds.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>What it cost, in US dollars.</summary>
    public decimal CostUsd { get; init; }

    /// <summary>Why it was not transcribed.</summary>
    public string? Error { get; init; }

    internal static BatchItemResult From(BatchItemRecord item) => new()
    {
        Index = item.Index,
        Media = item.Media,
        Title = item.Title,
        Status = item.State.ToString().ToLowerInvariant(),
        JobId = item.JobId,
        DurationSeconds = item.DurationSeconds,
        CostUsd = item.PaidUsd + item.HeldUsd,
        Error = item.Error,
    };
}

/// <summary>How far a batch is.</summary>
/// <param name="Id">The batch.</param>
/// <param name="WorkflowInstanceId">The run.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="EndedAt">When it ended; null: it goes on.</param>
/// <param name="StoppedReason">Why nothing more is submitted.</param>
/// <param name="Items">How many items there are.</param>
/// <param name="Waiting">Not submitted yet.</param>
/// <param name="Running">Submitted.</param>
/// <param name="Held">Wait to be paid for.</param>
/// <param name="Done">Transcribed.</param>
/// <param name="Failed">Not to be transcribed.</param>
/// <param name="Skipped">Left out.</param>
/// <param name="Minutes">Minutes of the transcribed recordings.</param>
/// <param name="CostUsd">What it costs so far, in US dollars.</param>
public sealed record BatchProgress(
    string Id, string? WorkflowInstanceId, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt, string? StoppedReason,
    int Items, int Waiting, int Running, int Held, int Done, int Failed, int Skipped, double Minutes, decimal CostUsd);
