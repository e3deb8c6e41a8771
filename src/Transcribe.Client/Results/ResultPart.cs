namespace Transcribe.Client;

/// <summary>A chapter, a section or an act.</summary>
public sealed record ResultPart
{
    /// <summary>Its title.</summary>
    public string? Title { get; init; }

    /// <summary>Its text, where the API gives one.</summary>
    public string? Text { get; init; }

    /// <summary>Its summary, where the API gives one.</summary>
    public string? Summary { get; init; }

    /// <summary>Where it begins, in seconds.</summary>
    public double? StartSeconds { get; init; }

    /// <summary>Where it ends, in seconds.</summary>
    public double? EndSeconds { get; init; }

    /// <summary>A link to that moment, ready made: use it as it is.</summary>
    public string? Url { get; init; }
}
