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
}

/// <summary>Filters, orders and cuts pages; a page begins behind the last row of the one before, so rows that come meanwhile neither repeat nor hide others.</summary>
internal static class LedgerQuery
{
    private const string Held = "held";
    private const string Open = "open";
    private const string Submitting = "submitting";
    private const string Refused = "refused";

    // Behind whatever costs something, and behind what costs nothing.
    private const double NoPrice = -1;

    public static IQueryable<JobRecord> Where(this IQueryable<JobRecord> jobs, LedgerFilter filter)
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
        return filter.Status is { } status ? jobs.WithStatus(status) : jobs;
    }

    public static IQueryable<JobRecord> Page(this IQueryable<JobRecord> jobs, LedgerOrder order, string? cursor)
    {
        if (cursor is not null)
            jobs = jobs.Behind(Read(cursor), order);

        return order switch
        {
            LedgerOrder.Oldest => jobs.OrderBy(job => job.CreatedAt).ThenBy(job => job.Id),
            LedgerOrder.Price => jobs.OrderByDescending(job => (double?)job.PriceUsd ?? NoPrice).ThenByDescending(job => job.CreatedAt).ThenByDescending(job => job.Id),
            _ => jobs.OrderByDescending(job => job.CreatedAt).ThenByDescending(job => job.Id),
        };
    }

    public static string CursorOf(JobRecord last) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{last.CreatedAt.ToUnixTimeMilliseconds()} {(double?)last.PriceUsd ?? NoPrice:R} {last.Id}")));

    private static IQueryable<JobRecord> WithStatus(this IQueryable<JobRecord> jobs, string status) => status switch
    {
        Held => jobs.Where(job => job.HeldAt != null),
        Open => jobs.Where(job => job.HeldAt == null && job.CompletedAt == null && (job.JobId != null || job.Error == null || job.AttemptedAt != null)),
        Submitting => jobs.Where(job => job.HeldAt == null && job.Status == null && (job.Error == null || job.AttemptedAt != null)),
        Refused => jobs.Where(job => job.HeldAt == null && job.Status == null && job.Error != null && job.AttemptedAt == null),
        _ => jobs.Where(job => job.HeldAt == null && job.Status == status),
    };

    private static IQueryable<JobRecord> Behind(this IQueryable<JobRecord> jobs, Place last, LedgerOrder order)
    {
        var (at, price, id) = last;
        return order switch
        {
            LedgerOrder.Oldest => jobs.Where(job => job.CreatedAt > at || (job.CreatedAt == at && string.Compare(job.Id, id) > 0)),
            LedgerOrder.Price => jobs.Where(job => ((double?)job.PriceUsd ?? NoPrice) < price
                || (((double?)job.PriceUsd ?? NoPrice) == price && (job.CreatedAt < at || (job.CreatedAt == at && string.Compare(job.Id, id) < 0)))),
            _ => jobs.Where(job => job.CreatedAt < at || (job.CreatedAt == at && string.Compare(job.Id, id) < 0)),
        };
    }

    private static Place Read(string cursor)
    {
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split(' ', 3);
        return parts.Length == 3 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var price)
            ? new Place(DateTimeOffset.FromUnixTimeMilliseconds(at), price, parts[2])
            : throw new FormatException("The cursor is none of this list.");
    }

    private readonly record struct Place(DateTimeOffset At, double Price, string Id);
}
