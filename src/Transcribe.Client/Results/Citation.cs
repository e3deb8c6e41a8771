namespace Transcribe.Client;

/// <summary>A passage that an answer rests on.</summary>
public sealed record Citation
{
    /// <summary>The words.</summary>
    public string? Text { get; init; }

    /// <summary>Where they are spoken, in seconds.</summary>
    public double? StartSeconds { get; init; }

    /// <summary>A link to that moment, ready made: use it as it is.</summary>
    public string? Url { get; init; }
}
