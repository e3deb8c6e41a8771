using System.Runtime.CompilerServices;
using Transcribe.Activities.Approval.Asking;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Deliver;

namespace Transcribe.Activities.Approval;

/// <summary>
/// Asks people to approve, change or refuse a text, and waits for the first who decides, holding nothing. A row settles who that is; the news only makes the
/// run look at it, so that a decision which comes early, twice, or while the server is down counts once.
/// </summary>
[Activity(
    Namespace = Palette.Namespace,
    Category = Palette.Transcribe,
    DisplayName = "Wait for Approval",
    Description = "Ask people in Slack, by mail or on the overview to approve, change or refuse a text, and wait for the first who decides.",
    Kind = ActivityKind.Task)]
[FlowNode(Approved, Refused, TimedOut, Failed)]
[FailureOutcomes(TimedOut, Failed)]
[Output(Description = "The text, as it was approved.")]
public sealed class WaitForApproval : Activity<string>
{
    /// <summary>The name of the stimulus and of the bookmark.</summary>
    public const string BookmarkName = "Transcribe.ApprovalDecided";

    /// <summary>Somebody approved, with or without changes.</summary>
    public const string Approved = "Approved";

    /// <summary>Somebody refused.</summary>
    public const string Refused = "Refused";

    /// <summary>Nobody decided in time.</summary>
    public const string TimedOut = "Timed Out";

    /// <summary>Nobody could be asked, or there is nothing to ask.</summary>
    public const string Failed = "Failed";

    private const string DefaultDeadline = "3.00:00:00";
    private const string DeliveriesKey = "Deliveries";
    private const string AskedKey = "Asked";

    private static readonly TimeSpan LongestDeadline = TimeSpan.FromDays(366);

    /// <inheritdoc/>
    public WaitForApproval([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => OnSignalReceived<CancelSignal>((_, signal) => WithdrawAsync(signal));

    /// <summary>One line.</summary>
    [Input(Description = "What is to be approved, in one line; a template, for example Minutes: {{ summary.title }}", DefaultSyntax = "Scriban", Order = 1)]
    public Input<string> Title { get; set; } = null!;

    /// <summary>Markdown, or plain text; up to 100,000 characters.</summary>
    [Input(Description = "The text that people read and approve, in Markdown; a template, for example {{ summary.text }}", UIHint = InputUIHints.MultiLine, DefaultSyntax = "Scriban", Order = 2)]
    public Input<string> Text { get; set; } = null!;

    /// <summary>From the moment of asking; more than nothing, at most 366 days.</summary>
    [Input(Description = "How long people can decide.", DefaultValue = DefaultDeadline, Order = 3)]
    public Input<TimeSpan> Deadline { get; set; } = new(TimeSpan.FromDays(3));

    /// <summary>Whether whoever approves may change the text first.</summary>
    [Input(DisplayName = "Allow changes", Description = "Whether whoever approves may change the text first.", DefaultValue = true, Order = 4)]
    public Input<bool> AllowEdit { get; set; } = new(true);

    /// <summary>A name, never a token; empty for nobody there.</summary>
    [Input(
        DisplayName = "Slack", Description = "The connection to Slack where people are asked; empty to ask nobody there.", UIHint = InputUIHints.DropDown,
        UIHandler = typeof(ApprovalSlackOptionsProvider), Category = "Who is asked", Order = 5)]
    public Input<string?> SlackConnection { get; set; } = null!;

    /// <summary>An id or a name.</summary>
    [Input(Description = "The channel, by id or name; empty for the connection's.", Category = "Who is asked", Order = 6)]
    public Input<string?> Channel { get; set; } = null!;

    /// <summary>Addresses; each gets a link of its own.</summary>
    [Input(Description = "The mail addresses of people who are asked, separated by commas; empty to ask nobody by mail.", DefaultSyntax = "Scriban", Category = "Who is asked", Order = 7)]
    public Input<string?> Recipients { get; set; } = null!;

    /// <summary>A name, never a password.</summary>
    [Input(
        DisplayName = "Mail server", Description = "The mail server that sends to the recipients.", UIHint = InputUIHints.DropDown, UIHandler = typeof(ApprovalMailOptionsProvider),
        Category = "Who is asked", Order = 8)]
    public Input<string?> MailConnection { get; set; } = null!;

    /// <summary>As far as it is known.</summary>
    [Output(DisplayName = "Decided by", Description = "Who decided, as far as that is known: a mail address, a name in Slack, a user, or what they wrote.")]
    public Output<string> DecidedBy { get; set; } = null!;

    /// <summary>In their words.</summary>
    [Output(Description = "What they wrote about it.")]
    public Output<string> Comment { get; set; } = null!;

    /// <summary>UTC.</summary>
    [Output(DisplayName = "Decided at", Description = "When it was decided.")]
    public Output<DateTimeOffset> DecidedAt { get; set; } = null!;

    /// <summary>Why it is not approved.</summary>
    [Output(Description = "Why it is not approved.")]
    public Output<string> Reason { get; set; } = null!;

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        try
        {
            var audience = Audience.Read(SlackConnection.GetOrDefault(context), Channel.GetOrDefault(context), MailConnection.GetOrDefault(context), Recipients.GetOrDefault(context));
            var approval = await Store(context).AddAsync(Draft(context, audience), context.CancellationToken);
            context.SetProperty(AskedKey, audience.ToString());
            await (approval.State == ApprovalState.Open ? AskAsync(context, approval, audience) : CompleteAsync(context, approval));
        }
        catch (Exception exception) when (exception is DraftRejectedException or UnknownConnectionException or ConnectionRejectedException)
        {
            await Store(context).CloseAsync(IdOf(context), ApprovalState.Withdrawn, context.CancellationToken);
            await context.CompleteWithReasonAsync(Reason, exception.Message, Failed);
        }
    }

    /// <summary>Somebody decided.</summary>
    private async ValueTask OnDecidedAsync(ActivityExecutionContext context)
    {
        var approval = await Store(context).FindAsync(IdOf(context), context.CancellationToken);

        // Wrong news burn the bookmark as right ones do, so another one takes its place.
        if (approval is { State: ApprovalState.Open })
            WaitForDecision(context);
        else
            await CompleteAsync(context, approval);
    }

    /// <summary>The time is up; who decided before counts all the same.</summary>
    private async ValueTask OnDeadlineAsync(ActivityExecutionContext context) =>
        await CompleteAsync(context, await Store(context).CloseAsync(IdOf(context), ApprovalState.TimedOut, context.CancellationToken));

    /// <summary>A message has arrived, or never will.</summary>
    private async ValueTask OnAskedAsync(ActivityExecutionContext context)
    {
        var outbox = context.GetRequiredService<Outbox>();
        var deliveries = new List<OutboxRecord>();
        foreach (var id in (context.GetProperty<string>(DeliveriesKey) ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (await outbox.FindAsync(id, context.CancellationToken) is { } delivery)
                deliveries.Add(delivery);
        }

        if (!IsAnybodyAsked(deliveries))
        {
            await GiveUpAsync(context, deliveries);
        }
        else if (ReasonsOf(deliveries) is { Length: > 0 } reasons)
        {
            context.JournalData[AskedKey] = context.GetProperty<string>(AskedKey)!;
            context.JournalData["Not asked"] = reasons;
        }
    }

    private static string IdOf(ActivityExecutionContext context) => StableId.Of(StableId.Approval, context);

    private static ApprovalStore Store(ActivityExecutionContext context) => context.GetRequiredService<ApprovalStore>();

    private static bool IsAnybodyAsked(IEnumerable<OutboxRecord> deliveries) => deliveries.Any(delivery => delivery.Status is DeliveryStatus.Waiting or DeliveryStatus.Delivered);

    private static string ReasonsOf(IEnumerable<OutboxRecord> deliveries) =>
        string.Join(" ", deliveries.Where(delivery => delivery.Reason is not null).Select(delivery => $"{delivery.Target}: {delivery.Reason}"));

    private static async ValueTask WithdrawAsync(SignalContext signal)
    {
        var context = signal.ReceiverActivityExecutionContext;
        if (context.Id == signal.SenderActivityExecutionContext.Id)
            await Store(context).CloseAsync(IdOf(context), ApprovalState.Withdrawn, CancellationToken.None);
    }

    private ApprovalRecord Draft(ActivityExecutionContext context, Audience audience)
    {
        var (text, deadline) = (Text.GetOrDefault(context) ?? string.Empty, Deadline.GetOrDefault(context));
        if (string.IsNullOrWhiteSpace(text))
            throw new DraftRejectedException("There is nothing to approve: the text is empty.");
        if (text.Length > ApprovalOptions.MaxTextLength)
            throw new DraftRejectedException($"The text has {text.Length} characters, more than the {ApprovalOptions.MaxTextLength} that people can be asked to approve.");
        if (deadline <= TimeSpan.Zero || deadline > LongestDeadline)
            throw new DraftRejectedException($"The deadline is {deadline}; it must be more than nothing, and at most {LongestDeadline.TotalDays:0} days.");

        // A line break in a title would be a header of somebody else's mail.
        var title = (Title.GetOrDefault(context) ?? string.Empty).ReplaceLineEndings(" ").Trim();
        var now = context.GetRequiredService<TimeProvider>().GetUtcNow();
        return new ApprovalRecord
        {
            Id = IdOf(context),
            Title = title.Length == 0 ? "A text" : title,
            Text = text.ReplaceLineEndings("\n"),
            MayEdit = AllowEdit.GetOrDefault(context),
            CreatedAt = now,
            ExpiresAt = now + deadline,
            WorkflowInstanceId = context.WorkflowExecutionContext.Id,
            SlackConnection = audience.SlackConnection,
        };
    }

    private async ValueTask AskAsync(ActivityExecutionContext context, ApprovalRecord approval, Audience audience)
    {
        var asked = await context.GetRequiredService<ApprovalRequests>().AskAsync(approval, audience, context.CancellationToken);
        if (asked.Count > 0 && !IsAnybodyAsked(asked))
        {
            await GiveUpAsync(context, asked);
            return;
        }

        var slackDeliveryId = audience.SlackConnection is null ? null : ApprovalRequests.SlackDeliveryId(approval.Id);
        approval = await Store(context).AwaitAsync(approval.Id, slackDeliveryId, context.CancellationToken);
        if (approval.State != ApprovalState.Open)
        {
            await CompleteAsync(context, approval);
            return;
        }

        context.JournalData[AskedKey] = audience.ToString();
        context.JournalData["Until"] = ApprovalWords.Moment(approval.ExpiresAt);
        WaitForDecision(context);
        context.DelayFor(approval.ExpiresAt - context.GetRequiredService<TimeProvider>().GetUtcNow(), OnDeadlineAsync);
        context.SetProperty(DeliveriesKey, string.Join(' ', asked.Select(delivery => delivery.Id)));
        foreach (var delivery in asked.Where(delivery => delivery.Status == DeliveryStatus.Waiting))
        {
            context.CreateBookmark(new CreateBookmarkArgs
            {
                Stimulus = new DeliveryEndedStimulus(delivery.Id), BookmarkName = DeliveryActivity.BookmarkName, IncludeActivityInstanceId = false, Callback = OnAskedAsync,
            });
        }
    }

    private void WaitForDecision(ActivityExecutionContext context) => context.CreateBookmark(new CreateBookmarkArgs
    {
        Stimulus = new ApprovalDecidedStimulus(IdOf(context)), BookmarkName = BookmarkName, IncludeActivityInstanceId = false, Callback = OnDecidedAsync,
    });

    private async ValueTask GiveUpAsync(ActivityExecutionContext context, IReadOnlyList<OutboxRecord> deliveries)
    {
        var approval = await Store(context).CloseAsync(IdOf(context), ApprovalState.Withdrawn, context.CancellationToken);
        if (approval is { State: not ApprovalState.Withdrawn })
            await CompleteAsync(context, approval);
        else
            await context.CompleteWithReasonAsync(Reason, $"Nobody could be asked. {ReasonsOf(deliveries)}", Failed);
    }

    private ValueTask CompleteAsync(ActivityExecutionContext context, ApprovalRecord? approval)
    {
        if (approval is null)
            return context.CompleteWithReasonAsync(Reason, "What was decided is no longer in the database.", Failed);

        var outcome = ApprovalWords.Outcome(approval);
        context.JournalData[AskedKey] = context.GetProperty<string>(AskedKey) ?? string.Empty;
        context.JournalData["Decision"] = outcome;
        context.Set(Result, approval.EditedText ?? approval.Text, nameof(Result));
        context.Set(DecidedBy, approval.DecidedBy, nameof(DecidedBy));
        context.Set(Comment, approval.Comment, nameof(Comment));
        context.Set(DecidedAt, approval.ClosedAt ?? approval.ExpiresAt, nameof(DecidedAt));
        return approval.State switch
        {
            ApprovalState.Approved => context.CompleteActivityWithOutcomesAsync(Approved),
            ApprovalState.Refused => context.CompleteWithReasonAsync(Reason, approval.Comment is null ? outcome : $"{outcome} {approval.Comment}", Refused),
            ApprovalState.TimedOut => context.CompleteWithReasonAsync(Reason, outcome, TimedOut),
            _ => context.CompleteWithReasonAsync(Reason, outcome, Failed),
        };
    }
}

/// <summary>What a run waits for: the decision about this approval.</summary>
/// <param name="ApprovalId">The id.</param>
public sealed record ApprovalDecidedStimulus(string ApprovalId);
