using System.IO.Enumeration;

namespace Transcribe.Sandbox;

/// <summary>Faults on demand, for tests of clients. Safe for use from many threads.</summary>
public sealed class SandboxFaults
{
    private readonly Lock gate = new();
    private readonly List<Counted<SandboxFault>> requests = [];
    private readonly List<Counted<SandboxCallbackFault>> callbacks = [];
    private readonly Dictionary<long, Counted<string>> statuses = [];

    /// <summary>Harms the next requests that match; faults are tried in the order they were added.</summary>
    public void Add(SandboxFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfNegative(fault.Skip, nameof(fault));
        ArgumentOutOfRangeException.ThrowIfLessThan(fault.Count, 1, nameof(fault));
        ArgumentOutOfRangeException.ThrowIfLessThan(fault.Delay, TimeSpan.Zero, nameof(fault));
        if (fault.Status is < 400 or > 599)
            throw new ArgumentException("Status must be an error, from 400 to 599.", nameof(fault));

        lock (gate)
            requests.Add(new(fault, fault.Count) { Skip = fault.Skip });
    }

    /// <summary>Harms the next callbacks.</summary>
    public void Add(SandboxCallbackFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfLessThan(fault.Count, 1, nameof(fault));
        ArgumentOutOfRangeException.ThrowIfLessThan(fault.Delay, TimeSpan.Zero, nameof(fault));
        lock (gate)
            callbacks.Add(new(fault, fault.Count));
    }

    /// <summary>Shows <paramref name="status"/>, which may be one that no client knows, the next <paramref name="reads"/> times this row is read.</summary>
    /// <param name="transcriptionId">The transcription's id, as <c>4821</c> or <c>tr_4821</c>.</param>
    /// <param name="status">What to show.</param>
    /// <param name="reads">How often. Default 1.</param>
    public void ReportStatus(string transcriptionId, string status, int reads = 1)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(status);
        ArgumentOutOfRangeException.ThrowIfLessThan(reads, 1);
        var id = Transcriptions.TranscriptionView.ParseId(transcriptionId);
        lock (gate)
            statuses[id] = new(status, reads);
    }

    /// <summary>How many faults are still waiting for something to harm.</summary>
    public int Pending
    {
        get
        {
            lock (gate)
                return requests.Count + callbacks.Count + statuses.Count;
        }
    }

    /// <summary>Calls everything off.</summary>
    public void Clear()
    {
        lock (gate)
        {
            requests.Clear();
            callbacks.Clear();
            statuses.Clear();
        }
    }

    internal SandboxFault? Take(string method, string path)
    {
        lock (gate)
        {
            foreach (var entry in requests.Where(entry => Matches(entry.Value, method, path)))
            {
                if (entry.Skip-- > 0)
                    continue;
                if (--entry.Left == 0)
                    requests.Remove(entry);
                return entry.Value;
            }

            return null;
        }
    }

    internal SandboxCallbackFault? TakeCallback()
    {
        lock (gate)
        {
            if (callbacks.Count == 0)
                return null;
            var entry = callbacks[0];
            if (--entry.Left == 0)
                callbacks.RemoveAt(0);
            return entry.Value;
        }
    }

    internal string? TakeStatus(long id)
    {
        lock (gate)
        {
            if (!statuses.TryGetValue(id, out var entry))
                return null;
            if (--entry.Left == 0)
                statuses.Remove(id);
            return entry.Value;
        }
    }

    private static bool Matches(SandboxFault fault, string method, string path) =>
        (fault.Method is null || string.Equals(fault.Method, method, StringComparison.OrdinalIgnoreCase))
        && FileSystemName.MatchesSimpleExpression(fault.Path, path);

    private sealed class Counted<T>(T value, int left)
    {
        public T Value { get; } = value;

        public int Left { get; set; } = left;

        public int Skip { get; set; }
    }
}
