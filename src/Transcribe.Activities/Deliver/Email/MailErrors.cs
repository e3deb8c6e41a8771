using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Transcribe.Activities.Deliver.Email;

/// <summary>A mail server's errors in words, and which of them pass.</summary>
internal static class MailErrors
{
    public static string Explain(Exception exception) => exception switch
    {
        AuthenticationException => "The mail server does not accept this user and password or token.",
        SslHandshakeException e => $"TLS with the mail server does not work: {FirstLine(e.InnerException?.Message ?? e.Message)}",
        NotSupportedException => "The mail server does not offer STARTTLS; if it speaks TLS from the start, choose Tls.",
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } e => $"The mail server does not accept the recipient {e.Mailbox?.Address}: {e.Message}",
        SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } e => $"The mail server does not accept the sender {e.Mailbox?.Address}: {e.Message}",
        SmtpCommandException e => $"The mail server answered {(int)e.StatusCode}: {e.Message}",
        SocketException e => $"The mail server cannot be reached: {e.Message}",
        _ => FirstLine(exception.Message),
    };

    /// <summary>What comes of a delivery that ended so; null: it is nobody's that is known here.</summary>
    public static SendResult? ResultOf(Exception exception) => exception switch
    {
        SmtpCommandException e when (int)e.StatusCode is >= 400 and < 500 => new SendResult.TryAgain(Explain(e), null, Code(e)),
        SmtpCommandException e => new SendResult.Rejected(Explain(e), Code(e)),
        AuthenticationException or SslHandshakeException or NotSupportedException => new SendResult.Rejected(Explain(exception)),
        SocketException or SmtpProtocolException => new SendResult.TryAgain(Explain(exception)),
        _ => null,
    };

    private static string Code(SmtpCommandException exception) => ((int)exception.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);

    // MailKit's advice goes over many lines; the first says what happened.
    private static string FirstLine(string message) => message.Split('\n')[0].Trim();
}
