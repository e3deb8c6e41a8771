using Microsoft.AspNetCore.Http;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Reads the one list route that the designer uses for many questions.</summary>
internal static class DefinitionQuery
{
    private const int DefaultPageSize = 50;

    /// <summary>What is asked for; without paging parameters, everything that matches.</summary>
    public static DefinitionFilter Read(IQueryCollection query)
    {
        var size = query.Number("pageSize") ?? (query.Number("page") is null ? null : DefaultPageSize);
        return new DefinitionFilter
        {
            Version = query.Version() ?? VersionOptions.All,
            DefinitionIds = query.List("definitionIds"),
            VersionIds = query.List("ids"),
            IsSystem = query.Flag("isSystem"),
            SearchTerm = query.Text("searchTerm"),
            Order = query.Text("orderBy")?.ToUpperInvariant() switch
            {
                "CREATED" => DefinitionOrder.CreatedAt,
                "VERSION" => DefinitionOrder.Version,
                _ => DefinitionOrder.Name,
            },
            Descending = string.Equals(query.Text("orderDirection"), "Descending", StringComparison.OrdinalIgnoreCase),
            Skip = (query.Number("page") ?? 0) * (size ?? 0),
            Take = size,
        };
    }
}
