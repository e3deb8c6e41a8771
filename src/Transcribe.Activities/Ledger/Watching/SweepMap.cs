using Transcribe.Client;

namespace Transcribe.Activities.Ledger.Watching;

/// <summary>
/// Where the open jobs of one connection stand in its list, which is newest first and may have thousands of rows: a cursor that came with an
/// earlier page leads straight to them. What a cursor means is the API's business, so a job that is not where it should be is looked for again.
/// </summary>
internal sealed class SweepMap
{
    /// <summary>The list's newest page, which has no cursor.</summary>
    public const string Top = "";

    private const int WindowsAtOnce = 5;

    private readonly Dictionary<string, string> _cursors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _reads = new(StringComparer.Ordinal);
    private long _time;

    /// <summary>
    /// The windows to read now. Few are all read. Of many those where jobs are being processed, and the oldest, where the next will be; and of
    /// the others, whose jobs are queued, the one that was not read for longest.
    /// </summary>
    /// <param name="open">The open jobs, oldest first.</param>
    public IReadOnlyList<SweepWindow> Choose(IReadOnlyCollection<LedgerEntry> open)
    {
        Forget(open);
        var windows = open.GroupBy(job => _cursors.GetValueOrDefault(job.JobId!, Top))
            .Select(jobs => new SweepWindow(jobs.Key, [.. jobs.Select(job => job.JobId!)], IsLively(jobs, open.First())))
            .OrderBy(window => _reads.GetValueOrDefault(window.Cursor)).ToList();
        return windows.Count <= WindowsAtOnce
            ? windows
            : [.. windows.Where(window => window.IsLively).Take(WindowsAtOnce), .. windows.Where(window => !window.IsLively).Take(1)];
    }

    /// <summary>Whether it is not known where the job stands.</summary>
    public bool IsNew(string jobId) => !_cursors.ContainsKey(jobId);

    /// <summary>The job was seen on the page of that cursor. A place that does not move is kept when the job also is on the newest page, which does.</summary>
    public void Saw(string jobId, string cursor)
    {
        if (cursor.Length > 0 || !_cursors.ContainsKey(jobId))
            _cursors[jobId] = cursor;
    }

    /// <summary>The page of that cursor was read.</summary>
    public void Read(string cursor) => _reads[cursor] = ++_time;

    /// <summary>The job is not where it was.</summary>
    public void Lost(string jobId) => _cursors.Remove(jobId);

    /// <summary>The cursors are of no use any more.</summary>
    public void Clear()
    {
        _cursors.Clear();
        _reads.Clear();
    }

    private bool IsLively(IEnumerable<LedgerEntry> jobs, LedgerEntry oldest) => jobs.Any(job =>
        job == oldest || job.Status != TranscriptionStatus.Queued.Value);

    private void Forget(IReadOnlyCollection<LedgerEntry> open)
    {
        var ids = open.Select(job => job.JobId!).ToHashSet(StringComparer.Ordinal);
        foreach (var ended in _cursors.Keys.Where(id => !ids.Contains(id)).ToList())
            _cursors.Remove(ended);

        var used = _cursors.Values.ToHashSet(StringComparer.Ordinal);
        foreach (var unused in _reads.Keys.Where(cursor => cursor.Length > 0 && !used.Contains(cursor)).ToList())
            _reads.Remove(unused);
    }
}

/// <summary>Jobs that one request may read.</summary>
/// <param name="Cursor">Where their page begins.</param>
/// <param name="Jobs">The API's ids of them.</param>
/// <param name="IsLively">Whether one of them may end soon.</param>
internal sealed record SweepWindow(string Cursor, IReadOnlyList<string> Jobs, bool IsLively);
