namespace Transcribe.Activities.Ledger.Api;

/// <summary>One paid job, as the ledger shows it.</summary>
/// <param name="Id">The row.</param>
/// <param name="Connection">The named connection that pays.</param>
/// <param name="JobId">The API's id; null until it was accepted.</param>
/// <param name="Key">The idempotency key.</param>
/// <param name="Workflow">The workflow.</param>
/// <param name="Run">The run.</param>
/// <param name="Status">The API's status; <c>held</c>, <c>reused</c>, <c>refused</c> or <c>submitting</c> where there is none.</param>
/// <param name="Title">The recording's title.</param>
/// <param name="DurationSeconds">The recording's length.</param>
/// <param name="BilledMinutes">Started minutes that were billed.</param>
/// <param name="PriceUsd">What it costs.</param>
/// <param name="SavedUsd">What using an earlier job saved.</param>
/// <param name="HoldReason">Why it waits before it is a job.</param>
/// <param name="WaitingSince">Since when somebody waits for it; null: nobody does.</param>
/// <param name="CreatedAt">When the row was written.</param>
/// <param name="SubmittedAt">When the API accepted it.</param>
/// <param name="CompletedAt">When its end was read.</param>
/// <param name="Error">Why it was refused or failed; for the operator.</param>
public sealed record LedgerLine(
    string Id, string Connection, string? JobId, string Key, string? Workflow, string? Run, string Status, string? Title, double? DurationSeconds, int? BilledMinutes,
    decimal? PriceUsd, decimal? SavedUsd, string? HoldReason, DateTimeOffset? WaitingSince, DateTimeOffset CreatedAt, DateTimeOffset? SubmittedAt, DateTimeOffset? CompletedAt, string? Error)
{
    /// <summary>Where the recording comes from: the name of a file, or its address without user, query and fragment; null: nobody noted it.</summary>
    public string? Source { get; init; }

    /// <summary>Where its run delivers, in the order of the deliveries.</summary>
    public IReadOnlyList<DeliveredTo> DeliveredTo { get; init; } = [];

    /// <summary>The line of a row.</summary>
    /// <param name="job">The row.</param>
    /// <param name="earlier">The row whose job it uses, which knows the recording; null: it has its own job.</param>
    /// <param name="isSubmittedAgain">Whether a batch submits it again.</param>
    internal static LedgerLine From(JobRecord job, LedgerEntry? earlier, bool isSubmittedAgain)
    {
        var entry = JobLedger.ToEntry(job);
        var outcome = entry.Outcome ?? earlier?.Outcome;
        return new LedgerLine(
            entry.Id, entry.Connection, entry.JobId, entry.Key, entry.WorkflowDefinitionId, entry.WorkflowInstanceId, StatusOf(entry, isSubmittedAgain), outcome?.Title,
            outcome?.DurationSeconds ?? entry.DurationSeconds, entry.BilledMinutes, entry.PriceUsd, entry.SavedUsd, entry.HoldReason?.ToString(),
            entry.HeldAt ?? (entry.CompletedAt is null && entry.AbandonedAt is null ? entry.SubmittedAt : null),
            entry.CreatedAt, entry.SubmittedAt, entry.CompletedAt, entry.Error) { Source = entry.Origin };
    }

    private static string StatusOf(LedgerEntry entry, bool isSubmittedAgain) =>
        entry.HeldAt is not null ? "held" : entry.Status ?? (entry.Error is null || entry.AttemptedAt is not null || isSubmittedAgain ? "submitting" : "refused");
}

/// <summary>A page of the ledger.</summary>
/// <param name="Data">The rows.</param>
/// <param name="NextCursor">What the next page is asked for with; null: this is the last.</param>
public sealed record LedgerPage(IReadOnlyList<LedgerLine> Data, string? NextCursor);

/// <summary>What was spent under one key.</summary>
/// <param name="Key">The day (UTC, <c>2026-01-31</c>), the workflow, or the connection.</param>
/// <param name="Jobs">How many jobs.</param>
/// <param name="Minutes">Billed minutes.</param>
/// <param name="SpentUsd">What they cost.</param>
/// <param name="SavedUsd">What using earlier jobs saved.</param>
public sealed record SpendLine(string Key, int Jobs, int Minutes, decimal SpentUsd, decimal SavedUsd);
