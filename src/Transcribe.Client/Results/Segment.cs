namespace Transcribe.Client;

/// <summary>Some words of one speaker.</summary>
public sealed record Segment
{
    /// <summary>Where it begins, in seconds.</summary>
    public double? StartSeconds { get; init; }

    /// <summary>Where it ends, in seconds.</summary>
    public double? EndSeconds { get; init; }

    /// <summary>The speaker's label, such as <c>SPEAKER_00</c>, which means something within this recording only; null when unknown.</summary>
    public string? Speaker { get; init; }

    /// <summary>The words.</summary>
    public string? Text { get; init; }
}
