using Transcribe.Activities.Approval;
using Transcribe.Engine.Server.Identity;

namespace Transcribe.Workflows.Host.Composition;

/// <summary>Where people decide: behind a link or a button that they were given, or from the overview for whoever may start runs.</summary>
internal static class ApprovalsComposition
{
    private const string BecauseItIsSealed = "Whoever was given a link may decide; it is sealed for one question, and Slack signs its clicks.";

    public static void MapApprovals(this WebApplication app)
    {
        app.MapTranscribeApprovals().OpenToEverybody(BecauseItIsSealed);
        app.MapTranscribeApprovalApi(LedgerComposition.BasePath).RequirePermission(Permission.ExecuteDefinitions).AuditChanges("approval");
    }
}
