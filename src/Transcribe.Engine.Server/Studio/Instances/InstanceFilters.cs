using Microsoft.AspNetCore.Http;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Turns what the designer asks for into what the store understands.</summary>
internal static class InstanceFilters
{
    private const int DefaultPageSize = 50;
    private const int MaxPageSize = 1000;

    public static InstanceFilter Of(InstanceListRequest request)
    {
        var size = Math.Clamp(request.PageSize ?? DefaultPageSize, 1, MaxPageSize);
        return new InstanceFilter
        {
            DefinitionIds = With(request.DefinitionIds, request.DefinitionId),
            CorrelationId = request.CorrelationId is { Length: > 0 } correlation ? correlation : null,
            Version = request.Version,
            HasIncidents = request.HasIncidents,
            Statuses = With(request.Statuses, request.Status),
            SubStatuses = With(request.SubStatuses, request.SubStatus),
            SearchTerm = request.SearchTerm,
            Moments = [.. (request.TimestampFilters ?? []).Select(filter => new MomentFilter(ColumnOf(filter.Column), filter.Operator, filter.Timestamp))],
            Order = OrderOf(request.OrderBy),
            Descending = !string.Equals(request.OrderDirection, "Ascending", StringComparison.OrdinalIgnoreCase),
            Skip = Math.Max(request.Page ?? 0, 0) * size,
            Take = size,
        };
    }

    public static InstanceListRequest Read(IQueryCollection query) => new()
    {
        Page = query.Number("page"),
        PageSize = query.Number("pageSize"),
        SearchTerm = query.Text("searchTerm"),
        DefinitionId = query.Text("definitionId"),
        DefinitionIds = [.. query.List("definitionIds")],
        CorrelationId = query.Text("correlationId"),
        Version = query.Number("version"),
        HasIncidents = query.Flag("hasIncidents"),
        Statuses = [.. query.List("statuses").Concat(query.List("status")).Select(Parse<WorkflowStatus>)],
        SubStatuses = [.. query.List("subStatuses").Concat(query.List("subStatus")).Select(Parse<WorkflowSubStatus>)],
        OrderBy = query.Text("orderBy"),
        OrderDirection = query.Text("orderDirection"),
    };

    /// <summary>The ids of all instances that match, page by page.</summary>
    public static async Task<IReadOnlyCollection<string>> ListAllIdsAsync(this IInstanceStore instances, InstanceFilter filter, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        Page<InstanceRow> page;
        do
        {
            page = await instances.ListAsync(filter with { Skip = ids.Count, Take = MaxPageSize }, cancellationToken);
            ids.AddRange(page.Items.Select(row => row.Id));
        }
        while (page.Items.Count == MaxPageSize);

        return ids;
    }

    private static T Parse<T>(string text)
        where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : throw new InvalidRequestException($"'{text}' is unknown. Known: {string.Join(", ", Enum.GetNames<T>())}.");

    private static InstanceOrder OrderOf(string? column) => column?.ToUpperInvariant() switch
    {
        "NAME" => InstanceOrder.Name,
        "LASTEXECUTED" or "UPDATED" => InstanceOrder.UpdatedAt,
        "FINISHED" => InstanceOrder.FinishedAt,
        _ => InstanceOrder.CreatedAt,
    };

    private static InstanceOrder ColumnOf(string column) =>
        Parse<InstanceOrder>(column) is var moment and not InstanceOrder.Name
            ? moment
            : throw new InvalidRequestException("A name is no moment: compare CreatedAt, UpdatedAt or FinishedAt.");

    private static IReadOnlyCollection<T> With<T>(IReadOnlyList<T>? many, T? one)
        where T : struct => one is { } value ? [.. many ?? [], value] : many ?? [];

    private static IReadOnlyCollection<string> With(IReadOnlyList<string>? many, string? one) => one is { Length: > 0 } ? [.. many ?? [], one] : many ?? [];
}
