using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>
/// Stands in for versions that were deleted while runs of them are kept: without one, the designer leaves those runs out of its list, and
/// shows an empty page for each.
/// </summary>
internal sealed class DeletedVersions(IDefinitionStore definitions, IInstanceStore instances)
{
    /// <summary>A version, or what stands in for it; null: it is neither there nor has it a run.</summary>
    public async Task<DefinitionRow?> FindAsync(string versionId, CancellationToken cancellationToken) =>
        await definitions.FindVersionAsync(versionId, cancellationToken) ?? await StandInForAsync(versionId, cancellationToken);

    /// <summary>What stands in for those of these versions that are not among the ones that were found.</summary>
    public async Task<IReadOnlyList<DefinitionRow>> ListAsync(IEnumerable<string> versionIds, IEnumerable<DefinitionRow> found, CancellationToken cancellationToken)
    {
        var rows = new List<DefinitionRow>();
        foreach (var id in versionIds.Except(found.Select(row => row.Id), StringComparer.Ordinal))
        {
            // Somebody may ask for a version with filters that leave it out.
            if (await definitions.FindVersionAsync(id, cancellationToken) is null && await StandInForAsync(id, cancellationToken) is { } row)
                rows.Add(row);
        }

        return rows;
    }

    private async Task<DefinitionRow?> StandInForAsync(string versionId, CancellationToken cancellationToken)
    {
        var runs = await instances.ListAsync(new InstanceFilter { DefinitionVersionIds = [versionId], Take = 1 }, cancellationToken);
        return runs.Items is not [var run, ..]
            ? null
            : new DefinitionRow
            {
                Id = versionId, DefinitionId = run.DefinitionId, Name = $"{run.DefinitionId} (deleted)", Version = run.Version, IsReadonly = true, CreatedAt = run.CreatedAt, Json = "{}",
            };
    }
}
