using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Transcribe.Activities.Ledger.Api;

/// <summary>Which rows.</summary>
internal sealed record LedgerFilter
{
    public string? Connection { get; init; }

    public string? Workflow { get; init; }

    public string? Run { get; init; }

    /// <summary>A status of the API, or one of <see cref="LedgerQuery"/>'s own.</summary>
    public string? Status { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }
}

/// <summary>The order of a list.</summary>
internal enum LedgerOrder
{
    Newest,
    Oldest,

    /// <summary>The most expensive first; jobs without a price last.</summary>
    Price,

    /// <summary>The longest recording first; those of unknown length last.</summary>
    Length,
}

/// <summary>Filters, orders and cuts pages; a page begins behind the last row of the one before, so rows that come meanwhile neither repeat nor hide others.</summary>
internal static class LedgerQuery
{
    private const string Held = "held";
    private const string Open = "open";
    private const string Submitting = "submitting";
    private const string Refused = "refused";

    // Behind whatever has a price or a length, and behind what costs nothing.
    private const double Unknown = -1;

    // The member of a finished transcription, in the JSON that the row keeps of it.
    private const string OutcomeLength = "$.durationSeconds";

    /// <param name="jobs">The rows.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="again">Those that are submitted again, see <see cref="SubmittedAgain"/>.</param>
    public static IQueryable<JobRecord> Where(this IQueryable<JobRecord> jobs, LedgerFilter filter, IQueryable<string> again)
    {
        if (filter.Connection is { } connection)
            jobs = jobs.Where(job => job.Connection == connection);
        if (filter.Workflow is { } workflow)
            jobs = jobs.Where(job => job.WorkflowDefinitionId == workflow);
        if (filter.Run is { } run)
            jobs = jobs.Where(job => job.WorkflowInstanceId == run);
        if (filter.From is { } from)
            jobs = jobs.Where(job => job.CreatedAt >= from);
        if (filter.To is { } to)
            jobs = jobs.Where(job => job.CreatedAt < to);
        return filter.Status is { } status ? jobs.WithStatus(status, again) : jobs;
    }

    /// <summary>The rows that a batch submits again, such as because the network is down: whatever went wrong, they are not refused.</summary>
    public static IQueryable<string> SubmittedAgain(this LedgerDbContext ledger) =>
        ledger.BatchItems.Where(item => item.State == BatchItemState.Waiting && item.LedgerId != null).Select(item => item.LedgerId!);

    /// <param name="jobs">The rows that were chosen.</param>
    /// <param name="all">All rows: one that used an earlier job is as long as that one's recording.</param>
    /// <param name="order">The order.</param>
    /// <param name="cursor">Where the page before ended; null: there is none.</param>
    public static IQueryable<JobRecord> Page(this IQueryable<JobRecord> jobs, IQueryable<JobRecord> all, LedgerOrder order, string? cursor)
    {
        Place? last = cursor is null ? null : Read(cursor);
        return order switch
        {
            LedgerOrder.Oldest => jobs.After(last).OrderBy(job => job.CreatedAt).ThenBy(job => job.Id),
            LedgerOrder.Price => jobs.Select(job => new Ranked { Job = job, Value = (double?)job.PriceUsd ?? Unknown }).Page(last),
            LedgerOrder.Length => jobs.Select(job => new Ranked
            {
                Job = job,
                Value = LedgerDbContext.JsonNumber(job.Outcome, OutcomeLength)
                    ?? all.Where(earlier => earlier.Id == job.ReusedId).Select(earlier => LedgerDbContext.JsonNumber(earlier.Outcome, OutcomeLength)).FirstOrDefault()
                    ?? job.DurationSeconds ?? Unknown,
            }).Page(last),
            _ => jobs.Before(last).OrderByDescending(job => job.CreatedAt).ThenByDescending(job => job.Id),
        };
    }

    public static string CursorOf(LedgerLine last, LedgerOrder order) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{last.CreatedAt.ToUnixTimeMilliseconds()} {(order == LedgerOrder.Length ? last.DurationSeconds : (double?)last.PriceUsd) ?? Unknown:R} {last.Id}")));

    private static IQueryable<JobRecord> WithStatus(this IQueryable<JobRecord> jobs, string status, IQueryable<string> again) => status switch
    {
        Held => jobs.Where(job => job.HeldAt != null),
        Open => jobs.Where(job => job.HeldAt == null && job.CompletedAt == null && (job.JobId != null || job.Error == null || job.AttemptedAt != null || again.Contains(job.Id))),
        Submitting => jobs.Where(job => job.HeldAt == null && job.Status == null && (job.Error == null || job.AttemptedAt != null || again.Contains(job.Id))),
        Refused => jobs.Where(job => job.HeldAt == null && job.Status == null && job.Error != null && job.AttemptedAt == null && !again.Contains(job.Id)),
        _ => jobs.Where(job => job.HeldAt == null && job.Status == status),
    };

    private static IQueryable<JobRecord> After(this IQueryable<JobRecord> jobs, Place? last) => last is not var (at, _, id)
        ? jobs
        : jobs.Where(job => job.CreatedAt > at || (job.CreatedAt == at && string.Compare(job.Id, id) > 0));

    private static IQueryable<JobRecord> Before(this IQueryable<JobRecord> jobs, Place? last) => last is not var (at, _, id)
        ? jobs
        : jobs.Where(job => job.CreatedAt < at || (job.CreatedAt == at && string.Compare(job.Id, id) < 0));

    private static IQueryable<JobRecord> Page(this IQueryable<Ranked> jobs, Place? last)
    {
        if (last is var (at, value, id))
        {
            jobs = jobs.Where(x => x.Value < value
                || (x.Value == value && (x.Job.CreatedAt < at || (x.Job.CreatedAt == at && string.Compare(x.Job.Id, id) < 0))));
        }

        return jobs.OrderByDescending(x => x.Value).ThenByDescending(x => x.Job.CreatedAt).ThenByDescending(x => x.Job.Id).Select(x => x.Job);
    }

    private static Place Read(string cursor)
    {
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split(' ', 3);
        return parts.Length == 3 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? new Place(DateTimeOffset.FromUnixTimeMilliseconds(at), value, parts[2])
            : throw new FormatException("The cursor is none of this list.");
    }

    private sealed record Place(DateTimeOffset At, double Value, string Id);

    private sealed class Ranked
    {
        public required JobRecord Job { get; init; }

        public double Value { get; init; }
    }
}
