using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver.Email;

/// <summary>How a connection to a mail server is encrypted.</summary>
internal enum SmtpSecurity
{
    /// <summary>From plain to TLS by STARTTLS, which the server must offer.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>Not at all.</summary>
    None,
}

/// <summary>The settings of a mail server, or of a folder that mails are written to instead.</summary>
internal sealed class SmtpSettings
{
    [Setting("The address that mails come from, such as flows@example.com.")]
    public string? From { get; set; }

    [Setting("The mail server; empty with a pickup folder.")]
    public string? Host { get; set; }

    [Setting("The port; empty for 587, with Tls for 465.")]
    public int? Port { get; set; }

    [Setting("How the connection is encrypted.")]
    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    [Setting("The user; empty for a server that asks for none.")]
    public string? UserName { get; set; }

    [Setting("The password.", IsSecret = true)]
    public string? Password { get; set; }

    [Setting("An OAuth2 access token instead of a password (XOAUTH2).", IsSecret = true)]
    public string? AccessToken { get; set; }

    [Setting("The SHA-256 fingerprint of the server's certificate in hexadecimal, for one that no authority has signed.")]
    public string? CertificateFingerprint { get; set; }

    [Setting("A folder on the server into which mails are written as .eml files instead of being sent.")]
    public string? PickupFolder { get; set; }

    public override string ToString() => nameof(SmtpSettings);
}
