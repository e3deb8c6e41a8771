using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Approval;

/// <summary>Lists the connections to Slack in the designer, and none of them.</summary>
[OffersConnections(ConnectionTypes.Slack, MayBeEmpty = true)]
public sealed class ApprovalSlackOptionsProvider(IConnectionNames names) : ConnectionOptionsProvider(names)
{
    private protected override string EmptyText => "(not in Slack)";
}

/// <summary>Lists the mail servers in the designer; which one counts only where there are recipients.</summary>
[OffersConnections(ConnectionTypes.Smtp, MayBeEmpty = true)]
public sealed class ApprovalMailOptionsProvider(IConnectionNames names) : ConnectionOptionsProvider(names)
{
    private protected override string EmptyText => "(default)";
}
