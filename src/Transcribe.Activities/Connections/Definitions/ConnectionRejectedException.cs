namespace Transcribe.Activities.Connections;

/// <summary>A connection cannot be saved, changed or used as it is; it lists everything that is wrong, without any value.</summary>
public sealed class ConnectionRejectedException(IReadOnlyList<string> problems) : Exception(string.Join(" ", problems))
{
    /// <summary>One thing that is wrong.</summary>
    public ConnectionRejectedException(string problem)
        : this([problem])
    {
    }

    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
