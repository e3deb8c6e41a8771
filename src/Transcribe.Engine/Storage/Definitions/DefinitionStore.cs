using Microsoft.EntityFrameworkCore;

namespace Transcribe.Engine.Storage;

/// <inheritdoc/>
internal sealed class DefinitionStore(CommitQueue queue, SessionPool sessions, IDbContextFactory<EngineDbContext> contexts) : IDefinitionStore
{
    private static readonly Statement Upsert = Statement.Insert(
        "WorkflowDefinitions",
        DefinitionReads.Columns,
        """
        ON CONFLICT ("Id") DO UPDATE SET
            "Name" = excluded."Name", "Description" = excluded."Description", "IsPublished" = excluded."IsPublished",
            "IsReadonly" = excluded."IsReadonly", "IsSystem" = excluded."IsSystem", "ProviderName" = excluded."ProviderName",
            "ToolVersion" = excluded."ToolVersion", "UsableAsActivity" = excluded."UsableAsActivity", "Json" = excluded."Json"
        """);

    private static readonly Statement Unpublish = new("""
        UPDATE "WorkflowDefinitions" SET "IsPublished" = FALSE WHERE "DefinitionId" = @p0 AND "IsPublished" AND "Id" <> @p1
        """);

    private static readonly Statement MarkLatest = new("""
        UPDATE "WorkflowDefinitions"
        SET "IsLatest" = ("Version" = (SELECT MAX("Version") FROM "WorkflowDefinitions" WHERE "DefinitionId" = @p0))
        WHERE "DefinitionId" = @p0
        """);

    private static readonly Statement DeleteAll = new("""DELETE FROM "WorkflowDefinitions" WHERE "DefinitionId" = @p0""");

    private static readonly Statement DeleteOne = new("""DELETE FROM "WorkflowDefinitions" WHERE "Id" = @p0""");

    public Task<DefinitionRow?> FindVersionAsync(string versionId, CancellationToken cancellationToken) =>
        ReadAsync(session => DefinitionReads.FindVersion(session, versionId), cancellationToken);

    public Task<DefinitionRow?> FindAsync(string definitionId, VersionOptions version, CancellationToken cancellationToken) =>
        ReadAsync(session => DefinitionReads.Find(session, definitionId, version), cancellationToken);

    public Task<IReadOnlyList<DefinitionRow>> ListVersionsAsync(string definitionId, CancellationToken cancellationToken) =>
        ReadAsync(session => DefinitionReads.ListVersions(session, definitionId), cancellationToken);

    public Task<IReadOnlyList<DefinitionRow>> ListAsync(VersionOptions version, CancellationToken cancellationToken) =>
        ReadAsync(session => DefinitionReads.List(session, version), cancellationToken);

    public async Task<Page<DefinitionRow>> ListAsync(DefinitionFilter filter, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = context.WorkflowDefinitions.AsNoTracking().Where(filter);
        var page = rows.InOrder(filter).WithoutDocuments().Skip(filter.Skip);
        var items = await (filter.Take is { } take ? page.Take(take) : page).ToListAsync(cancellationToken);
        var isWhole = filter.Skip == 0 && filter.Take is null;
        return new Page<DefinitionRow>(items, isWhole ? items.Count : await rows.CountAsync(cancellationToken));
    }

    public async Task<int> CountAsync(DefinitionFilter filter, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.WorkflowDefinitions.Where(filter).CountAsync(cancellationToken);
    }

    public Task<IReadOnlyList<DefinitionRow>> ListUsableAsActivityAsync(CancellationToken cancellationToken) =>
        ReadAsync(DefinitionReads.ListUsableAsActivity, cancellationToken);

    public Task<IReadOnlyDictionary<string, string>> ListPublishedIdsAsync(CancellationToken cancellationToken) =>
        ReadAsync(DefinitionReads.ListPublishedIds, cancellationToken);

    public Task SaveAsync(DefinitionRow row, IReadOnlyList<TriggerRow> triggers, CancellationToken cancellationToken) => queue.WriteAsync(
        session =>
        {
            if (row.IsPublished)
                session.Execute(Unpublish, row.DefinitionId, row.Id);

            session.Execute(
                Upsert, row.Id, row.DefinitionId, row.Name, row.Description, row.Version, row.IsLatest, row.IsPublished, row.IsReadonly, row.IsSystem,
                row.ProviderName, row.ToolVersion, row.UsableAsActivity, row.CreatedAt, row.Json);
            session.Execute(MarkLatest, row.DefinitionId);
            if (row.IsPublished)
                TriggerStore.Replace(session, row.DefinitionId, row.Id, triggers);

            return true;
        },
        cancellationToken);

    public Task<bool> RetractAsync(string definitionId, CancellationToken cancellationToken) => queue.WriteAsync(
        session =>
        {
            TriggerStore.Replace(session, definitionId, string.Empty, []);
            return session.Execute(Unpublish, definitionId, string.Empty) > 0;
        },
        cancellationToken);

    public Task<bool> DeleteAsync(string definitionId, CancellationToken cancellationToken) => queue.WriteAsync(
        session =>
        {
            TriggerStore.Replace(session, definitionId, string.Empty, []);
            return session.Execute(DeleteAll, definitionId) > 0;
        },
        cancellationToken);

    public async Task<bool> DeleteVersionAsync(string versionId, CancellationToken cancellationToken) =>
        await FindVersionAsync(versionId, cancellationToken) is { } row && await queue.WriteAsync(
            session =>
            {
                if (row.IsPublished)
                    TriggerStore.Replace(session, row.DefinitionId, string.Empty, []);

                var wasThere = session.Execute(DeleteOne, versionId) > 0;
                session.Execute(MarkLatest, row.DefinitionId);
                return wasThere;
            },
            cancellationToken);

    private Task<T> ReadAsync<T>(Func<StoreSession, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(sessions.Read(read));
    }
}
