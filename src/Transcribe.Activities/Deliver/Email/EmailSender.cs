using System.Text.Json;
using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver.Email;

/// <summary>Sends mails.</summary>
internal sealed class EmailSender(ConnectionSource<SmtpSettings> connections, Mailer mailer, IFileOpener files) : IDeliverySender
{
    public const string KindName = "email";

    // A pickup folder without an address of its own is for trying things out.
    private const string NobodysAddress = "flows@localhost.localdomain";

    public string Kind => KindName;

    public IReadOnlyList<TimeSpan> Schedule => Schedules.Messages;

    public TimeSpan AttemptTimeout { get; } = TimeSpan.FromMinutes(10);

    public async Task<SendResult> SendAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        var settings = connections.Get(envelope.Connection);
        var mail = JsonSerializer.Deserialize<Mail>(envelope.Content)!;
        using var message = await MailBuilder.BuildAsync(mail, envelope.Id, settings.From ?? NobodysAddress, envelope.CreatedAt, files, cancellationToken);
        try
        {
            var answer = await mailer.SendAsync(settings, envelope.Id, message, cancellationToken);
            return new SendResult.Delivered(new Dictionary<string, string> { ["messageId"] = message.MessageId ?? string.Empty, ["answer"] = answer });
        }
        catch (Exception exception) when (MailErrors.ResultOf(exception) is { } result)
        {
            return result;
        }
    }
}
