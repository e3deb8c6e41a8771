using System.Runtime.CompilerServices;
using MimeKit;
using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver.Email;

/// <summary>
/// Sends a mail, as text, HTML or both, with attachments that are streamed. Its Message-ID comes from the delivery, so that a mailbox
/// recognises a repetition.
/// </summary>
[Activity(
    Namespace = Palette.Namespace,
    Category = Palette.Outputs,
    DisplayName = "Send Email",
    Description = "Send a mail with attachments.",
    Kind = ActivityKind.Task)]
[FlowNode(Delivered, Rejected, Failed)]
[FailureOutcomes(Rejected, Failed)]
[Output(Description = "The Message-ID of the mail.")]
public sealed class SendEmail : DeliveryActivity
{
    private const int LongestTarget = 200;

    /// <inheritdoc/>
    public SendEmail([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Addresses.</summary>
    [Input(Description = "The recipients, separated by commas.", DefaultSyntax = "Scriban", Order = 1)]
    public Input<string> To { get; set; } = null!;

    /// <summary>One line.</summary>
    [Input(Description = "The subject; a template, for example {{ summary.title }}", DefaultSyntax = "Scriban", Order = 2)]
    public Input<string> Subject { get; set; } = null!;

    /// <summary>Plain text.</summary>
    [Input(Description = "The mail as plain text.", UIHint = InputUIHints.MultiLine, DefaultSyntax = "Scriban", Order = 3)]
    public Input<string?> Text { get; set; } = null!;

    /// <summary>HTML.</summary>
    [Input(Description = "The mail as HTML, for example {{ page | markdown_to_html }}", UIHint = InputUIHints.CodeEditor, DefaultSyntax = "Scriban", Order = 4)]
    public Input<string?> Html { get; set; } = null!;

    /// <summary>Stored files, or objects with a name and content.</summary>
    [Input(
        Description = "Files to attach: stored files, or objects such as { name: 'talk.srt', content: '…' }; with a contentId an image that the HTML shows as cid:….",
        UIHint = InputUIHints.MultiLine,
        Order = 5)]
    public Input<object?> Attachments { get; set; } = null!;

    /// <summary>Addresses.</summary>
    [Input(DisplayName = "CC", Description = "Who else gets it, visibly.", Order = 6)]
    public Input<string?> Cc { get; set; } = null!;

    /// <summary>Addresses.</summary>
    [Input(DisplayName = "BCC", Description = "Who else gets it, without the others seeing it.", Order = 7)]
    public Input<string?> Bcc { get; set; } = null!;

    /// <summary>Addresses.</summary>
    [Input(DisplayName = "Reply to", Description = "Who gets the answers; empty for the sender.", Order = 8)]
    public Input<string?> ReplyTo { get; set; } = null!;

    /// <summary>An address.</summary>
    [Input(Description = "Who it comes from; empty for the connection's.", Order = 9)]
    public Input<string?> From { get; set; } = null!;

    /// <summary>A name, never a password.</summary>
    [Input(
        Description = "The mail server.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(SmtpConnectionOptionsProvider),
        DefaultValue = ConnectionNames.Default,
        Order = 10)]
    public Input<string> Connection { get; set; } = new(ConnectionNames.Default);

    private protected override string Kind => EmailSender.KindName;

    private protected override async Task<DeliveryDraft?> DraftAsync(ActivityExecutionContext context)
    {
        var mail = new Mail
        {
            To = Addresses("To", To.GetOrDefault(context)) ?? throw new DraftRejectedException("There is no recipient."),
            Cc = Addresses("CC", Cc.GetOrDefault(context)),
            Bcc = Addresses("BCC", Bcc.GetOrDefault(context)),
            ReplyTo = Addresses("Reply to", ReplyTo.GetOrDefault(context)),
            From = Sender(From.GetOrDefault(context)),

            // A line break in a subject would be a header of somebody else's.
            Subject = (Subject.GetOrDefault(context) ?? string.Empty).ReplaceLineEndings(" ").Trim(),
            Text = NullIfBlank(Text.GetOrDefault(context)),
            Html = NullIfBlank(Html.GetOrDefault(context)),
            Files = await SentFile.ReadAsync(Attachments.GetOrDefault(context), context.GetRequiredService<IFileOpener>(), context.CancellationToken),
        };
        if (mail is { Text: null, Html: null, Files: [] })
            throw new DraftRejectedException("The mail is empty: no text, no HTML, no attachments.");

        var connection = ConnectionNames.OrDefault(Connection.GetOrDefault(context));
        _ = context.GetRequiredService<ConnectionSource<SmtpSettings>>().Find(connection);
        return new DeliveryDraft(connection, mail.To.Length <= LongestTarget ? mail.To : mail.To[..LongestTarget] + "…", mail);
    }

    private protected override void SetOutputs(ActivityExecutionContext context, IReadOnlyDictionary<string, string> receipt) =>
        context.Set(Result, receipt["messageId"], nameof(Result));

    private static string? Addresses(string input, string? text)
    {
        try
        {
            return MailBuilder.Addresses(text) is { Count: > 0 } list ? list.ToString() : null;
        }
        catch (ParseException)
        {
            throw new DraftRejectedException($"{input} is not a list of mail addresses.");
        }
    }

    private static string? Sender(string? text) => NullIfBlank(text) is not { } address ? null
        : MailboxAddress.TryParse(address, out var parsed) ? parsed.ToString() : throw new DraftRejectedException("From is not a mail address.");

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
