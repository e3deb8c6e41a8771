using System.Linq.Expressions;

#pragma warning disable CA1862 // these become SQL, where letter case is ignored by lowering both sides

namespace Transcribe.Engine.Storage;

/// <summary>Turns a filter into a query.</summary>
internal static class DefinitionQueries
{
    public static IQueryable<DefinitionRow> Where(this IQueryable<DefinitionRow> rows, DefinitionFilter filter)
    {
        rows = rows.Where(filter.Version);
        if (filter.DefinitionIds is { Count: > 0 } definitions)
            rows = rows.Where(row => definitions.Contains(row.DefinitionId));
        if (filter.ExceptDefinitionId is { } except)
            rows = rows.Where(row => row.DefinitionId != except);
        if (filter.VersionIds is { Count: > 0 } versions)
            rows = rows.Where(row => versions.Contains(row.Id));
        if (filter.Name?.Trim().ToLowerInvariant() is { } name)
            rows = rows.Where(row => row.Name != null && row.Name.Trim().ToLower() == name);
        if (filter.IsSystem is { } isSystem)
            rows = rows.Where(row => row.IsSystem == isSystem);
        return filter.SearchTerm?.ToLowerInvariant() is { Length: > 0 } term ? rows.Where(Mentions(term)) : rows;
    }

    public static IQueryable<DefinitionRow> Where(this IQueryable<DefinitionRow> rows, VersionOptions version) => version switch
    {
        { Version: { } number } => rows.Where(row => row.Version == number),
        { Name: nameof(VersionOptions.Latest) } => rows.Where(row => row.IsLatest),
        { Name: nameof(VersionOptions.Published) } => rows.Where(row => row.IsPublished),
        { Name: nameof(VersionOptions.LatestOrPublished) } => rows.Where(row => row.IsLatest || row.IsPublished),
        { Name: nameof(VersionOptions.LatestAndPublished) } => rows.Where(row => row.IsLatest && row.IsPublished),
        { Name: nameof(VersionOptions.Draft) } => rows.Where(row => row.IsLatest && !row.IsPublished),
        _ => rows,
    };

    public static IQueryable<DefinitionRow> InOrder(this IQueryable<DefinitionRow> rows, DefinitionFilter filter) => filter.Order switch
    {
        DefinitionOrder.CreatedAt => rows.By(row => row.CreatedAt, filter.Descending),
        DefinitionOrder.Version => rows.By(row => row.Version, filter.Descending),
        _ => rows.By(row => (row.Name ?? row.DefinitionId).ToLower(), filter.Descending),
    };

    /// <summary>The same rows without their documents, which lists do not need.</summary>
    public static IQueryable<DefinitionRow> WithoutDocuments(this IQueryable<DefinitionRow> rows) => rows.Select(row => new DefinitionRow
    {
        Id = row.Id,
        DefinitionId = row.DefinitionId,
        Name = row.Name,
        Description = row.Description,
        Version = row.Version,
        IsLatest = row.IsLatest,
        IsPublished = row.IsPublished,
        IsReadonly = row.IsReadonly,
        IsSystem = row.IsSystem,
        ProviderName = row.ProviderName,
        ToolVersion = row.ToolVersion,
        UsableAsActivity = row.UsableAsActivity,
        CreatedAt = row.CreatedAt,
        Json = string.Empty,
    });

    private static IOrderedQueryable<DefinitionRow> By<T>(this IQueryable<DefinitionRow> rows, Expression<Func<DefinitionRow, T>> key, bool descending) =>
        descending ? rows.OrderByDescending(key).ThenByDescending(row => row.Id) : rows.OrderBy(key).ThenBy(row => row.Id);

    private static Expression<Func<DefinitionRow, bool>> Mentions(string term) => row =>
        row.Id.ToLower().Contains(term) || row.DefinitionId.ToLower().Contains(term)
        || (row.Name != null && row.Name.ToLower().Contains(term)) || (row.Description != null && row.Description.ToLower().Contains(term));
}
