using System.Security.Cryptography;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Transcribe.Activities.Deliver.Email;

/// <summary>Hands messages to a mail server, or puts them into a folder.</summary>
internal sealed class Mailer
{
    // Who gets it without the others seeing it is for the envelope only.
    private static readonly FormatOptions Wire = Hiding(HeaderId.Bcc);

    /// <summary>Sends; answers what the server said.</summary>
    public async Task<string> SendAsync(SmtpSettings settings, string deliveryId, MimeMessage message, CancellationToken cancellationToken)
    {
        if (settings.PickupFolder is { } folder)
            return await PickUpAsync(folder, deliveryId, message, cancellationToken);

        using var client = await ConnectAsync(settings, cancellationToken);
        var answer = await client.SendAsync(Wire, message, cancellationToken);

        // The server has the mail: that it does not say goodbye properly must not send it again.
        await client.DisconnectAsync(quit: false, CancellationToken.None);
        return answer;
    }

    /// <summary>Tries the server or folder without sending anything; answers what was found.</summary>
    public async Task<string> TestAsync(SmtpSettings settings, CancellationToken cancellationToken)
    {
        if (settings.PickupFolder is { } folder)
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
            await File.WriteAllTextAsync(probe, "test", cancellationToken);
            File.Delete(probe);
            return $"Mails are written into {folder}; none are sent.";
        }

        using var client = await ConnectAsync(settings, cancellationToken);
        await client.NoOpAsync(cancellationToken);
        await client.DisconnectAsync(quit: true, cancellationToken);
        return settings.UserName is null ? $"{settings.Host} answers." : $"{settings.Host} accepts the user {settings.UserName}.";
    }

    private static FormatOptions Hiding(HeaderId header)
    {
        var options = FormatOptions.Default.Clone();
        options.HiddenHeaders.Add(header);
        return options;
    }

    private static async Task<SmtpClient> ConnectAsync(SmtpSettings settings, CancellationToken cancellationToken)
    {
        var client = new SmtpClient();
        try
        {
            if (settings.CertificateFingerprint?.Replace(":", string.Empty) is { Length: > 0 } pinned)
            {
                client.ServerCertificateValidationCallback = (_, certificate, _, _) =>
                    string.Equals(certificate?.GetCertHashString(HashAlgorithmName.SHA256), pinned, StringComparison.OrdinalIgnoreCase);
                client.CheckCertificateRevocation = false;
            }

            var (security, port) = settings.Security switch
            {
                SmtpSecurity.Tls => (SecureSocketOptions.SslOnConnect, 465),
                SmtpSecurity.None => (SecureSocketOptions.None, 587),
                _ => (SecureSocketOptions.StartTls, 587),
            };
            await client.ConnectAsync(settings.Host!, settings.Port ?? port, security, cancellationToken);
            if (settings.AccessToken is { } token)
                await client.AuthenticateAsync(new SaslMechanismOAuth2(settings.UserName!, token), cancellationToken);
            else if (settings.UserName is { } user)
                await client.AuthenticateAsync(user, settings.Password ?? string.Empty, cancellationToken);

            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    // Named by the delivery: a repetition writes over its own file, and no reader sees half of one.
    private static async Task<string> PickUpAsync(string folder, string deliveryId, MimeMessage message, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var (draft, file) = (Path.Combine(folder, $".{deliveryId}.tmp"), Path.Combine(folder, $"{deliveryId}.eml"));
        await using (var stream = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous))
        {
            await message.WriteToAsync(stream, cancellationToken);
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, file, overwrite: true);
        return file;
    }
}
