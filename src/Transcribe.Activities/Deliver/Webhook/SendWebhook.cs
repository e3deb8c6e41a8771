using System.Runtime.CompilerServices;
using System.Text;
using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver.Webhook;

/// <summary>
/// Sends a signed event to a receiver, as Standard Webhooks 1.0.0 has it. It is tried for up to three days, over restarts; the event's id
/// stays the same, so that receivers recognise a repetition.
/// </summary>
[Activity(
    Namespace = Palette.Namespace,
    Category = Palette.Outputs,
    DisplayName = "Send Webhook",
    Description = "Send a signed event to a receiver, and keep trying until it has it.",
    Kind = ActivityKind.Task)]
[FlowNode(Delivered, Rejected, Failed)]
[FailureOutcomes(Rejected, Failed)]
[Output(Description = "The HTTP status that the receiver answered.")]
public sealed class SendWebhook : DeliveryActivity
{
    private const int MaxBytes = 1024 * 1024;
    private const string DefaultType = "transcription.completed";

    /// <inheritdoc/>
    public SendWebhook([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Words separated by dots.</summary>
    [Input(DisplayName = "Event type", Description = "The type of the event, as words separated by dots, for example transcription.completed", DefaultValue = DefaultType, Order = 1)]
    public Input<string> EventType { get; set; } = new(DefaultType);

    /// <summary>Anything that JSON can hold.</summary>
    [Input(Description = "What happened: an object, or JSON that a template makes.", UIHint = InputUIHints.MultiLine, Order = 2)]
    public Input<object?> Data { get; set; } = null!;

    /// <summary>A name, never a secret.</summary>
    [Input(
        Description = "The receiver.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(WebhookConnectionOptionsProvider),
        DefaultValue = ConnectionNames.Default,
        Order = 3)]
    public Input<string> Connection { get; set; } = new(ConnectionNames.Default);

    private protected override string Kind => WebhookSender.KindName;

    private protected override Task<DeliveryDraft?> DraftAsync(ActivityExecutionContext context)
    {
        var connection = ConnectionNames.OrDefault(Connection.GetOrDefault(context));
        var settings = context.GetRequiredService<ConnectionSource<WebhookSettings>>().Get(connection);
        var type = EventType.GetOrDefault(context) is { Length: > 0 } text ? text.Trim() : DefaultType;
        var body = WebhookEvent.Write(type, context.GetRequiredService<TimeProvider>().GetUtcNow(), WebhookEvent.Read(Data.GetOrDefault(context)));
        return Encoding.UTF8.GetByteCount(body) > MaxBytes
            ? throw new DraftRejectedException($"The event is larger than {MaxBytes / 1024} KB; send where the data is instead.")
            : Task.FromResult<DeliveryDraft?>(new DeliveryDraft(connection, settings.Url!.Host, new WebhookContent(body)));
    }

    private protected override void SetOutputs(ActivityExecutionContext context, IReadOnlyDictionary<string, string> receipt) =>
        context.Set(Result, receipt["status"], nameof(Result));
}
