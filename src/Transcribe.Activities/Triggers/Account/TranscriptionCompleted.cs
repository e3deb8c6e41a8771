using System.Runtime.CompilerServices;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Transcription;

namespace Transcribe.Activities.Triggers;

/// <summary>
/// Starts the workflow for each transcription of an account that ends, whoever submitted it: another program, the vendor's own pages. The vendor
/// tells it by the account's webhook.
/// </summary>
[Activity(
    Namespace = Palette.Namespace,
    Category = Palette.Triggers,
    DisplayName = "Transcription Completed",
    Description = "Start for each transcription of an account that ends, whoever submitted it.",
    Kind = ActivityKind.Trigger)]
[FlowNode(Arrival.Done)]
[Output(Description = "The transcription: id, status, title, language, length, price.")]
public sealed class TranscriptionCompleted : Trigger<FinishedTranscription>
{
    /// <summary>The type's name, under which its triggers are indexed.</summary>
    internal const string TypeName = "Transcribe.TranscriptionCompleted";

    /// <inheritdoc/>
    public TranscriptionCompleted([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>A name.</summary>
    [Input(
        Description = "The account, by its connection, which needs the webhook's secret.", UIHint = InputUIHints.DropDown, UIHandler = typeof(TranscribeConnectionOptionsProvider),
        DefaultValue = ConnectionNames.Default, Order = 1)]
    public Input<string> Connection { get; set; } = new(ConnectionNames.Default);

    /// <summary>How they must have ended; default with a result.</summary>
    [Input(Description = "How transcriptions must have ended.", DefaultValue = TranscriptionEnds.Completed, Order = 2)]
    public Input<TranscriptionEnds> Ends { get; set; } = new(TranscriptionEnds.Completed);

    /// <inheritdoc/>
    protected override object GetTriggerPayload(TriggerIndexingContext context) =>
        new TranscriptionCompletedSettings(ConnectionNames.OrDefault(context.Get(Connection)), context.Get(Ends));

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => Arrival.CompleteAsync(context, Result, nameof(Result));
}
