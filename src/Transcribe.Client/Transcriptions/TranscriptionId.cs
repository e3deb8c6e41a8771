using System.Text.Json.Serialization;
using Transcribe.Client.Api;

namespace Transcribe.Client;

/// <summary>
/// Names one transcription. Opaque: the API writes it as a number or as a string, so it is read from either and written as a string.
/// </summary>
[JsonConverter(typeof(TranscriptionIdConverter))]
public readonly record struct TranscriptionId
{
    private readonly string? value;

    /// <summary>Wraps an identifier as the API gave it.</summary>
    /// <param name="value">Not empty, no white space or control characters, and no path of its own.</param>
    /// <exception cref="ArgumentException">The text cannot be an identifier.</exception>
    public TranscriptionId(string value)
    {
        if (!IsValid(value))
            throw new ArgumentException($"'{value}' is not a transcription id: it must be the id that the API returned when the job was created.", nameof(value));

        this.value = value;
    }

    /// <summary>The identifier as the API gave it; empty only in <c>default(TranscriptionId)</c>.</summary>
    public string Value => value ?? string.Empty;

    /// <summary>Wraps an identifier; see the constructor.</summary>
    public static implicit operator TranscriptionId(string value) => FromString(value);

    /// <summary>Wraps an identifier; see the constructor.</summary>
    public static TranscriptionId FromString(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    // "." and ".." would walk the URL's path; anything else is escaped when it becomes part of one.
    internal static bool IsValid(string? text) =>
        !string.IsNullOrEmpty(text) && text is not ("." or "..") && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
}
