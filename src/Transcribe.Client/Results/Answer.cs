using System.Text.Json.Serialization;

namespace Transcribe.Client;

/// <summary>The answer to a question about one recording.</summary>
public sealed record Answer
{
    /// <summary>Markdown with <c>[N]</c> marks into <see cref="Citations"/>.</summary>
    [JsonPropertyName("answer")]
    public string? Text { get; init; }

    /// <summary>What the answer rests on.</summary>
    public IReadOnlyList<Citation> Citations { get; init => field = value ?? []; } = [];

    /// <summary>Whether the recording holds no answer.</summary>
    public bool NoAnswer { get; init; }
}
