using System.Text.Json;
using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver;

/// <summary>
/// Base of activities that send something: hands it to the outbox under a stable id, tries once, and when that did not work waits,
/// without holding anything, until a later attempt has or nobody tries any more.
/// </summary>
public abstract class DeliveryActivity : Activity<string>
{
    /// <summary>The receiver has it.</summary>
    public const string Delivered = "Delivered";

    /// <summary>It will never work as it is: somebody must change something first.</summary>
    public const string Rejected = "Rejected";

    /// <summary>It was tried as often as its schedule says; it can be replayed by hand.</summary>
    public const string Failed = "Failed";

    /// <summary>The name of the wait; part of stored runs.</summary>
    public const string BookmarkName = "Transcribe.Delivery";

    private const string IdKey = "DeliveryId";

    private protected DeliveryActivity(string? source, int? line)
        : base(source, line)
    {
    }

    /// <summary>Stable over repetitions; the receiver sees it.</summary>
    [Output(Description = "The id of the delivery, the same however often it is tried.")]
    public Output<string> DeliveryId { get; set; } = null!;

    /// <summary>Why it was not delivered.</summary>
    [Output(Description = "Why it was not delivered, in words.")]
    public Output<string> Reason { get; set; } = null!;

    /// <summary>A code for expressions.</summary>
    [Output(Description = "The receiver's code for why it was not delivered, where it has one.")]
    public Output<string> Error { get; set; } = null!;

    /// <inheritdoc/>
    protected sealed override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var id = StableId.Of(StableId.Delivery, context);
        context.JournalData[IdKey] = id;
        context.Set(DeliveryId, id, nameof(DeliveryId));
        var outbox = context.GetRequiredService<Outbox>();
        OutboxRecord delivery;
        try
        {
            if (await outbox.FindAsync(id, context.CancellationToken) is { } known)
                delivery = known;
            else if (await DraftAsync(context) is { } draft)
                delivery = await AddAsync(context, outbox, id, draft);
            else
                return;
        }
        catch (Exception exception) when (exception is FileRejectedException or UnknownConnectionException or ConnectionRejectedException or DraftRejectedException)
        {
            await context.CompleteWithReasonAsync(Reason, exception.Message, Rejected);
            return;
        }
        catch (IOException exception)
        {
            await context.CompleteWithReasonAsync(Reason, exception.Message, Failed);
            return;
        }

        if (delivery.Status == DeliveryStatus.Waiting)
            delivery = await context.GetRequiredService<Courier>().TryAsync(delivery, context.CancellationToken);

        await GoOnAsync(context, delivery);
    }

    /// <summary>The rows' name for what this sends.</summary>
    private protected abstract string Kind { get; }

    /// <summary>What is to be sent where; null: it is done, and the activity has completed.</summary>
    /// <exception cref="DraftRejectedException">The inputs cannot be sent; the message says why.</exception>
    private protected abstract Task<DeliveryDraft?> DraftAsync(ActivityExecutionContext context);

    /// <summary>Sets the outputs from what the receiver said.</summary>
    private protected abstract void SetOutputs(ActivityExecutionContext context, IReadOnlyDictionary<string, string> receipt);

    /// <summary>The outcome of what will never work as it is, by the receiver's code for why.</summary>
    private protected virtual string RejectionOf(string? error) => Rejected;

    /// <summary>A later attempt ended the delivery.</summary>
    protected async ValueTask OnDeliveryEndedAsync(ActivityExecutionContext context)
    {
        var id = context.GetProperty<string>(IdKey)!;
        if (await context.GetRequiredService<Outbox>().FindAsync(id, context.CancellationToken) is { } delivery)
            await GoOnAsync(context, delivery);
        else
            await context.CompleteWithReasonAsync(Reason, $"The delivery {id} is no longer in the database.", Failed);
    }

    private Task<OutboxRecord> AddAsync(ActivityExecutionContext context, Outbox outbox, string id, DeliveryDraft draft)
    {
        var now = context.GetRequiredService<TimeProvider>().GetUtcNow();
        return outbox.AddAsync(
            new OutboxRecord
            {
                Id = id,
                Kind = Kind,
                Connection = draft.Connection,
                Target = draft.Target,
                Content = JsonSerializer.Serialize(draft.Content, draft.Content.GetType()),
                Attempts = draft.Tried is null ? 0 : 1,
                Reason = draft.Tried?.Reason,
                CreatedAt = now,
                NextAttemptAt = now + (draft.Tried?.Pause ?? TimeSpan.Zero),
                WorkflowInstanceId = context.WorkflowExecutionContext.Id,
            },
            context.CancellationToken);
    }

    private async ValueTask GoOnAsync(ActivityExecutionContext context, OutboxRecord delivery)
    {
        if (delivery.Status == DeliveryStatus.Waiting)
            delivery = await context.GetRequiredService<Outbox>().AwaitAsync(delivery.Id, context.CancellationToken);

        context.JournalData["Attempts"] = delivery.Attempts;
        switch (delivery.Status)
        {
            case DeliveryStatus.Waiting:
                context.JournalData["Waits"] = delivery.Reason ?? string.Empty;
                context.SetProperty(IdKey, delivery.Id);
                context.CreateBookmark(new CreateBookmarkArgs
                {
                    Stimulus = new DeliveryEndedStimulus(delivery.Id),
                    BookmarkName = BookmarkName,
                    IncludeActivityInstanceId = false,
                    Callback = OnDeliveryEndedAsync,
                });
                break;
            case DeliveryStatus.Delivered:
                SetOutputs(context, JsonSerializer.Deserialize<Dictionary<string, string>>(delivery.Receipt!)!);
                await context.CompleteActivityWithOutcomesAsync(Delivered);
                break;
            default:
                context.Set(Error, delivery.Error, nameof(Error));
                await context.CompleteWithReasonAsync(Reason, delivery.Reason!, delivery.Status == DeliveryStatus.Rejected ? RejectionOf(delivery.Error) : Failed);
                break;
        }
    }
}

/// <summary>What is to be sent where.</summary>
internal sealed record DeliveryDraft(string Connection, string Target, object Content)
{
    /// <summary>A first attempt that failed already: why, and how long to wait before the second; null: there was none.</summary>
    public (string Reason, TimeSpan Pause)? Tried { get; init; }
}

/// <summary>Inputs cannot be sent; the message says why.</summary>
internal sealed class DraftRejectedException(string message) : Exception(message);

/// <summary>What a run waits for: the end of this delivery.</summary>
/// <param name="DeliveryId">The id.</param>
public sealed record DeliveryEndedStimulus(string DeliveryId);
