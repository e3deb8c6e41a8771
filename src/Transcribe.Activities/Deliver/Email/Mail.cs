namespace Transcribe.Activities.Deliver.Email;

/// <summary>A mail as its row keeps it.</summary>
internal sealed record Mail
{
    public string? From { get; init; }

    public required string To { get; init; }

    public string? Cc { get; init; }

    public string? Bcc { get; init; }

    public string? ReplyTo { get; init; }

    public required string Subject { get; init; }

    public string? Text { get; init; }

    public string? Html { get; init; }

    public IReadOnlyList<SentFile> Files { get; init; } = [];
}
