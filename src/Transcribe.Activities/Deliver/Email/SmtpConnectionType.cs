using MimeKit;
using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver.Email;

/// <summary>A mail server.</summary>
internal sealed class SmtpConnectionType(Mailer mailer) : ConnectionType<SmtpSettings>
{
    public override string Name => ConnectionTypes.Smtp;

    public override string DisplayName => "SMTP";

    protected override IEnumerable<string> Check(SmtpSettings settings)
    {
        if (settings.Host is null == settings.PickupFolder is null)
            yield return "Mail needs either host or pickupFolder.";
        if (settings.From is { } from && !MailboxAddress.TryParse(from, out _))
            yield return "from must be a mail address.";
        if (settings.From is null && settings.PickupFolder is null)
            yield return "from is required with a mail server.";
        if (settings is { UserName: null } and ({ Password: not null } or { AccessToken: not null }))
            yield return "A password or access token needs userName.";
        if (settings is { Password: not null, AccessToken: not null })
            yield return "There can be a password or an access token, not both.";
        if (settings is { Security: SmtpSecurity.None, UserName: not null } && settings.Host is not ("localhost" or "127.0.0.1" or "::1"))
            yield return "A user without encryption would show the password to everyone in between; use StartTls or Tls.";
        if (settings.PickupFolder is { } folder && !Path.IsPathFullyQualified(folder))
            yield return "pickupFolder must be a full path.";
    }

    protected override async Task<string> TestAsync(SmtpSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            return await mailer.TestAsync(settings, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new ConnectionTestException(MailErrors.Explain(exception), exception);
        }
    }
}
