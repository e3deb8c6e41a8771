using Microsoft.EntityFrameworkCore;

namespace Transcribe.Engine.Storage;

/// <inheritdoc/>
internal sealed class TriggerStore(IDbContextFactory<EngineDbContext> contexts) : ITriggerStore
{
    private static readonly Statement OfDefinition = new("""SELECT "Id", "ActivityId", "Hash" FROM "Triggers" WHERE "DefinitionId" = @p0""");
    private static readonly Statement DeleteOne = new("""DELETE FROM "Triggers" WHERE "Id" = @p0""");

    // A trigger that is still there keeps its id, and with it whatever the clock knows of it.
    private static readonly Statement Upsert = Statement.Insert(
        "Triggers",
        ["Id", "DefinitionId", "DefinitionVersionId", "ActivityId", "Name", "Hash", "Payload", "NextRunAt"],
        """
        ON CONFLICT ("DefinitionId", "ActivityId", "Hash") DO UPDATE SET
            "DefinitionVersionId" = excluded."DefinitionVersionId", "Name" = excluded."Name", "Payload" = excluded."Payload"
        """);

    public async Task<IReadOnlyList<TriggerRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Triggers.AsNoTracking().OrderBy(row => row.DefinitionId).ThenBy(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Makes these the definition's only triggers.</summary>
    internal static void Replace(StoreSession session, string definitionId, string versionId, IReadOnlyList<TriggerRow> triggers)
    {
        // What the version no longer has would otherwise keep starting it.
        var kept = triggers.Select(trigger => (trigger.ActivityId, trigger.Hash)).ToHashSet();
        foreach (var (id, activityId, hash) in session.Query(OfDefinition, static reader => (reader.GetString(0), reader.GetString(1), reader.GetString(2)), definitionId))
        {
            if (!kept.Contains((activityId, hash)))
                session.Execute(DeleteOne, id);
        }

        foreach (var row in triggers)
            session.Execute(Upsert, row.Id, definitionId, versionId, row.ActivityId, row.Name, row.Hash, row.Payload, row.NextRunAt);
    }
}
