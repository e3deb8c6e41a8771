using Transcribe.Engine.Definitions;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>What would start the latest version of a workflow if it were published: for trying a draft.</summary>
public sealed class DraftTriggers
{
    private readonly DefinitionCatalog _catalog;
    private readonly IDefinitionStore _definitions;
    private readonly TriggerIndexer _indexer;

    internal DraftTriggers(DefinitionCatalog catalog, IDefinitionStore definitions, TriggerIndexer indexer) =>
        (_catalog, _definitions, _indexer) = (catalog, definitions, indexer);

    /// <summary>The triggers of the latest version, published or not; null: there is no such workflow.</summary>
    /// <exception cref="DefinitionException">One of them cannot be computed; the message says which and why.</exception>
    public async Task<IReadOnlyList<TriggerRow>?> ListAsync(string definitionId, CancellationToken cancellationToken)
    {
        if (await _definitions.FindAsync(definitionId, VersionOptions.Latest, cancellationToken) is not { } row
            || await _catalog.FindGraphAsync(row.Id, cancellationToken) is not { } graph)
            return null;

        return await _indexer.IndexAsync(graph, cancellationToken);
    }
}
