using Microsoft.AspNetCore.Http;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Answers the one list route that the designer uses for many questions.</summary>
internal sealed class DefinitionQuery(IDefinitionStore definitions)
{
    private const int DefaultPageSize = 50;

    /// <summary>What matches, and the page that was asked for; without paging parameters, everything.</summary>
    public async Task<Page<DefinitionRow>> ListAsync(IQueryCollection query, CancellationToken cancellationToken)
    {
        var rows = (await definitions.ListAsync(query.Version() ?? VersionOptions.All, cancellationToken)).AsEnumerable();
        if (query.List("definitionIds") is { Count: > 0 } definitionIds)
            rows = rows.Where(row => definitionIds.Contains(row.DefinitionId));
        if (query.List("ids") is { Count: > 0 } ids)
            rows = rows.Where(row => ids.Contains(row.Id));
        if (query.Flag("isSystem") is { } isSystem)
            rows = rows.Where(row => row.IsSystem == isSystem);
        if (query.Text("searchTerm") is { } term)
            rows = rows.Where(row => Mentions(row, term));

        var matches = Order(rows, query).ToList();
        if (query.Number("page") is null && query.Number("pageSize") is null)
            return new Page<DefinitionRow>(matches, matches.Count);

        var size = query.Number("pageSize") ?? DefaultPageSize;
        return new Page<DefinitionRow>([.. matches.Skip((query.Number("page") ?? 0) * size).Take(size)], matches.Count);
    }

    private static bool Mentions(DefinitionRow row, string term) =>
        new[] { row.Name, row.Description, row.Id, row.DefinitionId }.Any(text => text?.Contains(term, StringComparison.OrdinalIgnoreCase) == true);

    private static IEnumerable<DefinitionRow> Order(IEnumerable<DefinitionRow> rows, IQueryCollection query)
    {
        var descending = string.Equals(query.Text("orderDirection"), "Descending", StringComparison.OrdinalIgnoreCase);
        return query.Text("orderBy")?.ToUpperInvariant() switch
        {
            "CREATED" => By(rows, row => row.CreatedAt, descending),
            "VERSION" => By(rows, row => row.Version, descending),
            _ => By(rows, row => row.Name ?? row.DefinitionId, descending, StringComparer.OrdinalIgnoreCase),
        };
    }

    private static IEnumerable<DefinitionRow> By<T>(IEnumerable<DefinitionRow> rows, Func<DefinitionRow, T> key, bool descending, IComparer<T>? comparer = null) =>
        descending ? rows.OrderByDescending(key, comparer) : rows.OrderBy(key, comparer);
}
