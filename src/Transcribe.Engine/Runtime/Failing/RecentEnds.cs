namespace Transcribe.Engine.Runtime;

/// <summary>How the last runs of one version ended.</summary>
internal sealed class RecentEnds(string definitionVersionId)
{
    private readonly Queue<(DateTimeOffset At, bool HasFailed)> _ends = new();
    private int _failed;

    /// <summary>The version.</summary>
    public string DefinitionVersionId { get; } = definitionVersionId;

    /// <summary>Adds an end.</summary>
    /// <returns>How many failed, of how many that ended within the window, the last ones first.</returns>
    public (int Failed, int Runs) Add(bool hasFailed, DateTimeOffset now, int runs, TimeSpan window)
    {
        lock (_ends)
        {
            _ends.Enqueue((now, hasFailed));
            _failed += hasFailed ? 1 : 0;
            while (_ends.Count > runs || _ends.Peek().At < now - window)
                _failed -= _ends.Dequeue().HasFailed ? 1 : 0;

            return (_failed, _ends.Count);
        }
    }
}
