using System.Text.Json;

namespace Transcribe.Activities.Deliver.Slack;

/// <summary>A message as its row keeps it.</summary>
internal sealed record SlackMessage
{
    public string? Channel { get; init; }

    public IReadOnlyList<string> Texts { get; init; } = [];

    public IReadOnlyList<JsonElement> Blocks { get; init; } = [];

    /// <summary>The message that this replies to.</summary>
    public string? ThreadTs { get; init; }

    /// <summary>The message whose place this takes.</summary>
    public string? Replaces { get; init; }

    public IReadOnlyList<SentFile> Files { get; init; } = [];
}

/// <summary>What of a message was already sent.</summary>
internal sealed record SlackProgress
{
    public int Messages { get; init; }

    public int Files { get; init; }

    /// <summary>Where the first message stands.</summary>
    public string? Ts { get; init; }

    /// <summary>The id of the channel, which uploads need.</summary>
    public string? Channel { get; init; }
}
