using Transcribe.Activities.Ledger.Api;
using Transcribe.Engine.Server.Identity;

namespace Transcribe.Workflows.Host.Composition;

/// <summary>The ledger of paid jobs over HTTP: seen by whoever sees runs, released by whoever may start them.</summary>
internal static class LedgerComposition
{
    /// <summary>Where the routes are.</summary>
    public const string BasePath = "/transcribe/api";

    public static void MapLedger(this WebApplication app)
    {
        app.MapTranscribeLedger(BasePath).RequirePermission(Permission.ReadInstances);
        app.MapTranscribeLedgerActions(BasePath).RequirePermission(Permission.ExecuteDefinitions).AuditChanges("recording");
    }
}
