using MimeKit;
using MimeKit.Text;

namespace Transcribe.Activities.Deliver.Email;

/// <summary>Makes a MIME message of a mail.</summary>
internal static class MailBuilder
{
    /// <summary>The message; its id comes from the delivery, so that a mailbox recognises a repetition.</summary>
    /// <exception cref="FileRejectedException">A file is not there any more.</exception>
    public static async Task<MimeMessage> BuildAsync(
        Mail mail, string deliveryId, string from, DateTimeOffset createdAt, IFileOpener files, CancellationToken cancellationToken)
    {
        var sender = MailboxAddress.Parse(mail.From ?? from);
        var message = new MimeMessage { Subject = mail.Subject, Date = createdAt, MessageId = $"{deliveryId}@{sender.Domain}" };
        message.From.Add(sender);
        message.To.AddRange(Addresses(mail.To));
        message.Cc.AddRange(Addresses(mail.Cc));
        message.Bcc.AddRange(Addresses(mail.Bcc));
        message.ReplyTo.AddRange(Addresses(mail.ReplyTo));
        message.Body = await BodyAsync(mail, files, cancellationToken);
        return message;
    }

    public static InternetAddressList Addresses(string? text) =>
        string.IsNullOrWhiteSpace(text) ? [] : InternetAddressList.Parse(text.Replace(';', ',').Replace('\n', ',').Trim(',', ' '));

    private static async Task<MimeEntity> BodyAsync(Mail mail, IFileOpener files, CancellationToken cancellationToken)
    {
        var (inline, attached) = (new List<MimePart>(), new List<MimePart>());
        foreach (var file in mail.Files)
        {
            // An image is shown inside only where there is HTML that could show it.
            var isInline = file.ContentId is not null && mail.Html is not null;
            (isInline ? inline : attached).Add(await PartAsync(file, isInline, cancellationToken: cancellationToken, files: files));
        }

        MimeEntity? html = mail.Html is null ? null : new TextPart(TextFormat.Html) { Text = mail.Html };
        if (html is not null && inline.Count > 0)
            html = Wrap(new MultipartRelated(), [html, .. inline]);

        var text = new TextPart(TextFormat.Plain) { Text = mail.Text ?? string.Empty };
        MimeEntity body = html is null ? text : mail.Text is null ? html : Wrap(new MultipartAlternative(), [text, html]);
        return attached.Count == 0 ? body : Wrap(new Multipart("mixed"), [body, .. attached]);
    }

    private static async Task<MimePart> PartAsync(SentFile file, bool isInline, IFileOpener files, CancellationToken cancellationToken) =>
        new(ContentType.TryParse(file.ContentType, out var type) ? type : new ContentType("application", "octet-stream"))
        {
            Content = new StreamedContent(await file.OpenAsync(files, cancellationToken)),
            ContentDisposition = new ContentDisposition(isInline ? ContentDisposition.Inline : ContentDisposition.Attachment) { FileName = file.Name },
            ContentTransferEncoding = ContentEncoding.Base64,
            ContentId = isInline ? file.ContentId : null,
            FileName = file.Name,
        };

    private static T Wrap<T>(T multipart, IEnumerable<MimeEntity> parts)
        where T : Multipart
    {
        foreach (var part in parts)
            multipart.Add(part);

        return multipart;
    }
}
