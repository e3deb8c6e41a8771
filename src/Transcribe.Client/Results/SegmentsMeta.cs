namespace Transcribe.Client;

/// <summary>Which window of a recording's segments one answer holds.</summary>
public sealed record SegmentsMeta
{
    /// <summary>How many segments come before the window.</summary>
    public int Offset { get; init; }

    /// <summary>How many the window may hold.</summary>
    public int? Limit { get; init; }

    /// <summary>How many there are altogether.</summary>
    public int? Total { get; init; }

    /// <summary>Whether segments follow after the window.</summary>
    public bool HasMore { get; init; }
}
