using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Transcribe.Engine.Server.Identity;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Keeps what was changed by plans, for as long as the audit log is kept.</summary>
internal sealed class AlterationPlans(IDbContextFactory<IdentityDbContext> contexts)
{
    /// <summary>Keeps a plan that was carried out.</summary>
    public async Task KeepAsync(AlterationPlanAnswer answer, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        database.AlterationPlans.Add(new AlterationPlanRecord
        {
            Id = answer.Plan.Id, CreatedAt = answer.Plan.CreatedAt, Answer = JsonSerializer.Serialize(answer, StudioJson.Options),
        });
        await database.SaveChangesAsync(cancellationToken);
    }

    /// <summary>A plan with its jobs; null: there is none.</summary>
    public async Task<AlterationPlanAnswer?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.AlterationPlans.AsNoTracking().SingleOrDefaultAsync(plan => plan.Id == id, cancellationToken) is { } plan
            ? JsonSerializer.Deserialize<AlterationPlanAnswer>(plan.Answer, StudioJson.Options)
            : null;
    }
}
