using System.Runtime.CompilerServices;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Engines;
using Transcribe.Activities.Ledger;
using Transcribe.Activities.Ledger.Watching;

namespace Transcribe.Activities.Transcription.Batches;

/// <summary>
/// Transcribes a list of recordings: a limit of parallel jobs, a budget, and attempts for each. The run holds nothing while the batch works; after
/// a crash it goes on where it was, and pays for nothing twice.
/// </summary>
[Activity(
    Namespace = Palette.Namespace,
    Category = Palette.Transcribe,
    DisplayName = "Transcribe Batch",
    Description = "Transcribe a list of recordings with a limit of parallel jobs, a budget and attempts for each.",
    Kind = ActivityKind.Task)]
[FlowNode(Completed, PartlyCompleted, Failed, TimedOut)]
[FailureOutcomes(Failed, TimedOut)]
[Output(Description = "The table of the recordings with status, job and cost, and the sums.")]
public sealed class TranscribeBatch : Activity<BatchResult>
{
    /// <summary>The name of the stimulus and of the bookmark.</summary>
    public const string BookmarkName = "Transcribe.BatchEnded";

    /// <summary>Every recording was transcribed.</summary>
    public const string Completed = "Completed";

    /// <summary>Some were, some failed or were left out.</summary>
    public const string PartlyCompleted = "Partly Completed";

    /// <summary>None was, or the list cannot be read.</summary>
    public const string Failed = "Failed";

    /// <summary>The time was up; jobs that run go on at the vendor's.</summary>
    public const string TimedOut = "Timed Out";

    private const string BatchIdKey = "BatchId";
    private const string DefaultTimeout = "1.00:00:00";
    private const int MaxParallel = 100;

    /// <inheritdoc/>
    public TranscribeBatch([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => OnSignalReceived<CancelSignal>((_, signal) => StopAsync(signal));

    /// <summary>Addresses, paths, or objects with <c>url</c> or <c>path</c> and perhaps <c>title</c>.</summary>
    [Input(Description = "The list: addresses, paths inside the storage, entries of a feed, or objects with url or path, and title.", UIHint = InputUIHints.JsonEditor, Order = 1)]
    public Input<object> Items { get; set; } = null!;

    /// <summary>The storage that has the files of paths.</summary>
    [Input(
        Description = "The storage that has the files of paths.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(StorageConnectionOptionsProvider),
        DefaultValue = ConnectionNames.Default,
        Order = 2)]
    public Input<string> Storage { get; set; } = new(ConnectionNames.Default);

    /// <summary>1 to 100.</summary>
    [Input(Description = "How many jobs may run at once, 1 to 100.", DefaultValue = 4, Order = 3)]
    public Input<int> Parallel { get; set; } = new(4);

    /// <summary>In US dollars, for the whole batch.</summary>
    [Input(DisplayName = "Budget (USD)", Description = "The most that the batch may cost, in US dollars; what it does not cover is left out. Empty for no limit.", Order = 4)]
    public Input<decimal?> BudgetUsd { get; set; } = null!;

    /// <summary>Paid attempts for each recording.</summary>
    [Input(Description = "How many paid attempts each recording gets.", DefaultValue = 1, Order = 5)]
    public Input<int> Attempts { get; set; } = new(1);

    /// <summary>Whether the first failure ends the batch.</summary>
    [Input(DisplayName = "Stop at failure", Description = "Leave out the rest when a recording fails for good.", DefaultValue = false, Order = 6)]
    public Input<bool> StopAtFailure { get; set; } = new(false);

    /// <summary>From the moment the batch begins.</summary>
    [Input(Description = "The longest time for the whole batch.", DefaultValue = DefaultTimeout, Order = 7)]
    public Input<TimeSpan> Timeout { get; set; } = new(TimeSpan.FromDays(1));

    /// <summary>BCP-47, or <c>auto</c>.</summary>
    [Input(
        Description = "The language that is spoken; auto lets the vendor detect it.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(LanguageOptionsProvider),
        DefaultValue = Languages.Auto,
        Order = 8)]
    public Input<string> Language { get; set; } = new(Languages.Auto);

    /// <summary>The vendor's code of a model; empty for its default.</summary>
    [Input(
        Description = "The model, with its present price; empty for the vendor's default.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(PipelineOptionsProvider),
        Order = 9)]
    public Input<string?> Pipeline { get; set; } = null!;

    /// <summary>How old an earlier transcription may be to be used.</summary>
    [Input(DisplayName = "Reuse window", Description = "How old an earlier transcription of the same recording may be to be used instead; empty for never.", Order = 10)]
    public Input<TimeSpan?> ReuseWindow { get; set; } = null!;

    /// <summary>A name, never a key.</summary>
    [Input(
        Description = "The connection to transcribe.so that pays.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(TranscribeConnectionOptionsProvider),
        DefaultValue = ConnectionNames.Default,
        Order = 90)]
    public Input<string> Connection { get; set; } = new(ConnectionNames.Default);

    /// <summary>Why the batch did not complete.</summary>
    [Output(Description = "Why not every recording was transcribed.")]
    public Output<string> Reason { get; set; } = null!;

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var batch = ToRecord(context);
        _ = context.GetRequiredService<ITranscribeConnections>().Get(batch.Connection);
        try
        {
            var storage = Storage.GetOrDefault(context) is { Length: > 0 } name ? name.Trim() : ConnectionNames.Default;
            var items = BatchItems.Read(Items.GetOrDefault(context), batch.Id, storage);
            await Store(context).RememberAsync(items, RunFacts.ReplayedRunsOf(context), context.CancellationToken);
            await Store(context).CreateAsync(batch, items, context.CancellationToken);
            context.JournalData["Items"] = items.Count;
        }
        catch (InputException exception)
        {
            await context.CompleteWithReasonAsync(Reason, exception.Message, Failed);
            return;
        }

        context.JournalData[BatchIdKey] = batch.Id;
        context.SetProperty(BatchIdKey, batch.Id);
        context.CreateBookmark(new CreateBookmarkArgs
        {
            Stimulus = new BatchEndedStimulus(batch.Id), BookmarkName = BookmarkName, IncludeActivityInstanceId = false, Callback = OnBatchEndedAsync,
        });
        context.DelayFor(Timeout.GetOrDefault(context), OnBatchTimedOutAsync);
        context.GetRequiredService<WatcherSignals>().Batches.Set();
    }

    private async ValueTask OnBatchEndedAsync(ActivityExecutionContext context)
    {
        var result = await ReadAsync(context);
        context.Set(Result, result, nameof(Result));
        if (result.Done == result.Items.Count)
            await context.CompleteActivityWithOutcomesAsync(Completed);
        else
            await context.CompleteWithReasonAsync(Reason, $"{result.Done} of {result.Items.Count} transcribed, {result.Failed} failed, {result.Skipped} left out.", result.Done > 0 ? PartlyCompleted : Failed);
    }

    private async ValueTask OnBatchTimedOutAsync(ActivityExecutionContext context)
    {
        await Store(context).StopAsync(context.GetProperty<string>(BatchIdKey)!, "Left out: the time of the batch was up.", context.CancellationToken);
        var result = await ReadAsync(context);
        context.Set(Result, result, nameof(Result));
        await context.CompleteWithReasonAsync(Reason, $"The time of the batch was up with {result.Done} of {result.Items.Count} transcribed; jobs that run go on at the vendor's and are paid.", TimedOut);
    }

    private static async ValueTask StopAsync(SignalContext signal)
    {
        var context = signal.ReceiverActivityExecutionContext;
        if (context.Id != signal.SenderActivityExecutionContext.Id || context.GetProperty<string>(BatchIdKey) is not { } batchId)
            return;

        const string Note = "Nothing more is submitted; jobs of the batch that run go on at the vendor's and are paid.";
        context.JournalData["Note"] = Note;
        context.AddExecutionLogEntry("Cancelled", Note);
        await Store(context).StopAsync(batchId, "Left out: the run was cancelled.", CancellationToken.None);
    }

    private BatchRecord ToRecord(ActivityExecutionContext context) => new()
    {
        Id = StableId.Of(StableId.Batch, context),
        Connection = Connection.GetOrDefault(context) is { Length: > 0 } name ? name.Trim() : ConnectionNames.Default,
        WorkflowDefinitionId = RunFacts.DefinitionIdOf(context),
        WorkflowInstanceId = context.WorkflowExecutionContext.Id,
        Parallel = Math.Clamp(Parallel.GetOrDefault(context), 1, MaxParallel),
        BudgetUsd = BudgetUsd.GetOrDefault(context),
        MaxAttempts = Math.Max(1, Attempts.GetOrDefault(context)),
        StopsAtFailure = StopAtFailure.GetOrDefault(context),
        Language = Language.GetOrDefault(context),
        Pipeline = Pipeline.GetOrDefault(context) is { Length: > 0 } code ? code : null,
        ReuseWindow = ReuseWindow.GetOrDefault(context),
        CreatedAt = context.GetRequiredService<TimeProvider>().GetUtcNow(),
    };

    private static async Task<BatchResult> ReadAsync(ActivityExecutionContext context)
    {
        var batchId = context.GetProperty<string>(BatchIdKey)!;
        context.JournalData[BatchIdKey] = batchId;
        return BatchResult.From(batchId, await Store(context).ListItemsAsync(batchId, context.CancellationToken));
    }

    private static BatchStore Store(ActivityExecutionContext context) => context.GetRequiredService<BatchStore>();
}
