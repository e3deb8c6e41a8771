namespace Transcribe.Client;

/// <summary>Which jobs to list, newest first.</summary>
public sealed record ListOptions
{
    /// <summary>Jobs per request, 1 to 200. Default: 50. One request reads the status of 200 jobs.</summary>
    public int PageSize { get; init; } = 50;

    /// <summary>Only jobs that were created through the API. Default: all.</summary>
    public bool? ApiOnly { get; init; }

    /// <summary>Stop after that many jobs, without a request for more. Default: no end.</summary>
    public int? MaxItems { get; init; }
}
