using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Transcribe.Activities.Engines;
using Transcribe.Activities.Ledger;
using Transcribe.Activities.Transcription.Money;

namespace Transcribe.Activities.Transcription.Submitting;

/// <summary>What the activities share that cost money: ceilings, what happens when nobody pays, and the key that makes a repetition harmless.</summary>
/// <typeparam name="T">What the activity gives.</typeparam>
public abstract class PaidActivity<T> : Activity<T>
{
    /// <summary>The request is wrong, or the wallet or a ceiling does not cover it: somebody must change something first.</summary>
    public const string Refused = "Refused";

    /// <summary>The API could not be reached, did not recover in time, or does not accept the key.</summary>
    public const string Failed = "Failed";

    /// <inheritdoc/>
    protected PaidActivity([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => OnSignalReceived<CancelSignal>((_, signal) => ForgetHoldAsync(signal));

    /// <summary>In US dollars; over it the job is refused before anything is held.</summary>
    [Input(DisplayName = "Max charge (USD)", Description = "The most that the job may cost, in US dollars; empty for no ceiling.", Order = 20)]
    public Input<decimal?> MaxChargeUsd { get; set; } = null!;

    /// <summary>In US dollars; counted over all runs of the workflow.</summary>
    [Input(DisplayName = "Daily ceiling (USD)", Description = "The most that this workflow may spend in a day (UTC), in US dollars; empty for no ceiling.", Order = 21)]
    public Input<decimal?> DailyCeilingUsd { get; set; } = null!;

    /// <summary>What happens when the wallet is empty or a day's ceiling is reached.</summary>
    [Input(
        DisplayName = "When unpaid",
        Description = "When the wallet is empty or a daily ceiling is reached, hold the run until an operator releases it, or go on at Refused.",
        UIHint = InputUIHints.DropDown,
        DefaultValue = nameof(UnpaidPolicy.Hold),
        Order = 22)]
    public Input<UnpaidPolicy> WhenUnpaid { get; set; } = new(UnpaidPolicy.Hold);

    /// <summary>How long a job waits for a place in a full queue; default 6 h, zero: not at all.</summary>
    [Input(
        DisplayName = "Queue timeout",
        Description = "How long to wait while transcribe.so takes no more jobs, as with uploads above the number that may run at once; then it goes on at Failed.",
        DefaultValue = "06:00:00",
        Order = 25)]
    public Input<TimeSpan> QueueTimeout { get; set; } = new(TimeSpan.FromHours(6));

    /// <summary>1 to 128 visible ASCII characters.</summary>
    [Input(
        DisplayName = "Idempotency key",
        Description = "Submissions with the same key are one job; empty derives one from this run and execution.",
        Order = 31)]
    public Input<string?> IdempotencyKey { get; set; } = null!;

    /// <summary>Why there is no job, or no result.</summary>
    [Output(Description = "Why it was refused or did not work.")]
    public Output<string> Reason { get; set; } = null!;

    /// <inheritdoc/>
    protected sealed override ValueTask ExecuteAsync(ActivityExecutionContext context) => SubmitAsync(context);

    /// <summary>An operator let the job pass, or there may be a place for it.</summary>
    protected ValueTask OnSubmissionReleasedAsync(ActivityExecutionContext context)
    {
        // Of the operator's hand and the clock one has come; the other must not come later.
        context.ClearBookmarks();
        context.JournalData.Remove(PaidSubmission.HeldFact);
        return SubmitAsync(context);
    }

    /// <summary>No operator came in time.</summary>
    protected async ValueTask OnHoldExpiredAsync(ActivityExecutionContext context)
    {
        await EndHoldAsync(context);
        await context.CompleteWithReasonAsync(Reason, $"Nobody released it in time. {context.GetProperty<string>(PaidSubmission.ReasonKey)}", Refused);
    }

    private protected abstract JobSubmission ToSubmission(ActivityExecutionContext context);

    /// <summary>The job was accepted; the price is held.</summary>
    private protected abstract ValueTask OnSubmittedAsync(ActivityExecutionContext context, TranscriptionJob job);

    private protected JobSubmission Paid(ActivityExecutionContext context, string? url, string connection) => new(
        url, connection, Text(IdempotencyKey.GetOrDefault(context)) ?? StableId.Of(StableId.Submission, context))
    {
        MaxChargeUsd = MaxChargeUsd.GetOrDefault(context),
        DailyCeilingUsd = DailyCeilingUsd.GetOrDefault(context),
        HoldsUnpaid = WhenUnpaid.GetOrDefault(context) == UnpaidPolicy.Hold,
        WorkflowDefinitionId = RunFacts.DefinitionIdOf(context),
        WorkflowInstanceId = context.WorkflowExecutionContext.Id,
        ActivityInstanceId = context.Id,
        ReplayedRuns = RunFacts.ReplayedRunsOf(context),
    };

    private protected static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private async ValueTask SubmitAsync(ActivityExecutionContext context)
    {
        var result = await context.GetRequiredService<JobSubmitter>().SubmitAsync(ToSubmission(context), context.CancellationToken);
        if (result.HeldLedgerId is { } ledgerId)
        {
            Hold(context, ledgerId, result.Reason!, context.GetRequiredService<IOptions<SpendOptions>>().Value.HoldLimit, OnHoldExpiredAsync);
            return;
        }

        if (result is { IsQueueFull: true, LedgerId: { } waiting } && QueueWait.Next(context, QueueTimeout.GetOrDefault(context), result.Transient?.RetryAfter) is { } gap)
        {
            await context.GetRequiredService<IJobLedger>().HoldAsync(waiting, HoldReason.QueueFull, result.Reason!, context.CancellationToken);
            Hold(context, waiting, result.Reason!, gap, OnSubmissionReleasedAsync);
            return;
        }

        if (result.Job is not { } job)
        {
            if (result.Transient is { } transient && RunFacts.IsTriedAgain(context, transient))
                throw transient;

            await context.CompleteWithReasonAsync(Reason, result.Reason!, result.IsRefusal ? Refused : Failed);
            return;
        }

        context.JournalData["JobId"] = job.Id;
        context.JournalData["Connection"] = job.Connection;
        if (job.PriceUsd is { } price)
            context.JournalData["PriceUsd"] = price;
        if (result.SavedUsd is { } saved)
            context.JournalData["SavedUsd"] = saved;

        await OnSubmittedAsync(context, job);
    }

    // The run was cancelled while the job waited: there is nothing left to release.
    private static ValueTask ForgetHoldAsync(SignalContext signal)
    {
        var context = signal.ReceiverActivityExecutionContext;
        return context.Id == signal.SenderActivityExecutionContext.Id ? EndHoldAsync(context) : ValueTask.CompletedTask;
    }

    private static async ValueTask EndHoldAsync(ActivityExecutionContext context)
    {
        if (context.GetProperty<string>(PaidSubmission.LedgerIdKey) is { } ledgerId)
            await context.GetRequiredService<IJobLedger>().UnholdAsync(ledgerId, CancellationToken.None);
    }

    private void Hold(ActivityExecutionContext context, string ledgerId, string reason, TimeSpan limit, ExecuteActivityDelegate onLimit)
    {
        // A full queue is asked many times; the journal tells of it once.
        if (context.GetProperty<string>(PaidSubmission.LedgerIdKey) is null)
            context.AddExecutionLogEntry("Held", reason);

        context.SetProperty(PaidSubmission.LedgerIdKey, ledgerId);
        context.JournalData[PaidSubmission.HeldFact] = reason;
        context.SetProperty(PaidSubmission.ReasonKey, reason);
        context.CreateBookmark(new CreateBookmarkArgs
        {
            Stimulus = new SubmissionReleasedStimulus(ledgerId),
            BookmarkName = PaidSubmission.BookmarkName,
            IncludeActivityInstanceId = false,
            Callback = OnSubmissionReleasedAsync,
        });
        context.DelayFor(limit, onLimit);
    }
}

/// <summary>Names that stored runs depend on.</summary>
internal static class PaidSubmission
{
    /// <summary>The name of the stimulus and of the bookmark.</summary>
    public const string BookmarkName = "Transcribe.SubmissionReleased";

    public const string HeldFact = "Held";
    public const string ReasonKey = "HoldReason";
    public const string LedgerIdKey = "HeldLedgerId";
}
