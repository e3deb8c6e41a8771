using MimeKit;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Deliver;
using Transcribe.Activities.Deliver.Email;

namespace Transcribe.Activities.Approval.Asking;

/// <summary>Who is asked, and by what. Nobody at all is fine: whoever may start runs finds what waits on the overview.</summary>
/// <param name="SlackConnection">The connection to Slack; null: not there.</param>
/// <param name="Channel">The channel; null: the connection's.</param>
/// <param name="MailConnection">The mail server.</param>
/// <param name="Recipients">Mail addresses.</param>
internal sealed record Audience(string? SlackConnection, string? Channel, string MailConnection, IReadOnlyList<string> Recipients)
{
    private const int MostRecipients = 50;

    /// <summary>Reads what was drawn.</summary>
    /// <exception cref="DraftRejectedException">The recipients are no mail addresses, or too many.</exception>
    public static Audience Read(string? slackConnection, string? channel, string? mailConnection, string? recipients)
    {
        var addresses = AddressesOf(recipients);
        return addresses.Count <= MostRecipients
            ? new Audience(Trim(slackConnection), Trim(channel), ConnectionNames.OrDefault(mailConnection), addresses)
            : throw new DraftRejectedException($"These are {addresses.Count} recipients, more than {MostRecipients}; ask a mailing list instead.");
    }

    /// <summary>For people.</summary>
    public override string ToString() => SlackConnection is null && Recipients.Count == 0
        ? "nobody: it is on the overview"
        : string.Join(", ", [.. SlackConnection is null ? [] : new[] { $"Slack {Channel ?? SlackConnection}" }, .. Recipients]);

    private static List<string> AddressesOf(string? text)
    {
        try
        {
            return [.. MailBuilder.Addresses(text).Mailboxes.Select(mailbox => mailbox.Address).Distinct(StringComparer.OrdinalIgnoreCase)];
        }
        catch (ParseException)
        {
            throw new DraftRejectedException("Recipients is not a list of mail addresses.");
        }
    }

    private static string? Trim(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
