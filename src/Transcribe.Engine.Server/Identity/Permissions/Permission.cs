namespace Transcribe.Engine.Server.Identity;

/// <summary>
/// What callers may be allowed to do, by upstream's names: a verb, a colon and a resource. <c>*</c> is everything, <c>read:*</c> everything
/// of one verb.
/// </summary>
public static class Permission
{
    /// <summary>Everything.</summary>
    public const string All = "*";

    /// <summary>See workflows and their versions, and export them.</summary>
    public const string ReadDefinitions = "read:workflow-definitions";

    /// <summary>Create and change drafts, and import.</summary>
    public const string WriteDefinitions = "write:workflow-definitions";

    /// <summary>Put a version into use.</summary>
    public const string PublishDefinitions = "publish:workflow-definitions";

    /// <summary>Take a version out of use.</summary>
    public const string RetractDefinitions = "retract:workflow-definitions";

    /// <summary>Delete workflows and versions.</summary>
    public const string DeleteDefinitions = "delete:workflow-definitions";

    /// <summary>Start runs.</summary>
    public const string ExecuteDefinitions = "exec:workflow-definitions";

    /// <summary>See runs with the data of each step.</summary>
    public const string ReadInstances = "read:workflow-instances";

    /// <summary>Change the variables of runs.</summary>
    public const string WriteInstances = "write:workflow-instances";

    /// <summary>Stop runs.</summary>
    public const string CancelInstances = "cancel:workflow-instances";

    /// <summary>Delete runs.</summary>
    public const string DeleteInstances = "delete:workflow-instances";

    /// <summary>Tell runs of an event.</summary>
    public const string TriggerEvents = "trigger:event";

    /// <summary>Report what came out of tasks.</summary>
    public const string CompleteTasks = "complete:task";

    /// <summary>See which activities, expressions and options there are.</summary>
    public const string ReadDescriptors = "read:descriptors";

    /// <summary>Pause and resume what begins by itself.</summary>
    public const string ManageRuntime = "manage:workflow-runtime";

    /// <summary>See, change, test and rotate connections; their secrets can be written and never read.</summary>
    public const string ManageConnections = "manage:connections";

    /// <summary>See, create, rotate, revoke and delete secrets; their values can be written and never read.</summary>
    public const string ManageSecrets = "manage:secrets";

    /// <summary>See deliveries and send them again.</summary>
    public const string ManageDeliveries = "manage:deliveries";

    /// <summary>See and change users, roles and API keys.</summary>
    public const string ManageIdentity = "manage:identity";

    /// <summary>See who did what.</summary>
    public const string ReadAuditLog = "read:audit-log";

    /// <summary>All of them with what they allow, in the order in which people are asked.</summary>
    public static IReadOnlyDictionary<string, string> Known { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [ReadDefinitions] = "See workflows and their versions, and export them",
        [WriteDefinitions] = "Create and change drafts, and import",
        [PublishDefinitions] = "Publish workflows",
        [RetractDefinitions] = "Unpublish workflows",
        [DeleteDefinitions] = "Delete workflows and versions",
        [ExecuteDefinitions] = "Start runs",
        [ReadInstances] = "See runs with the data of each step",
        [WriteInstances] = "Change the variables of runs",
        [CancelInstances] = "Cancel runs",
        [DeleteInstances] = "Delete runs",
        [TriggerEvents] = "Tell runs of an event",
        [CompleteTasks] = "Report what came out of tasks",
        [ReadDescriptors] = "See which activities and options there are",
        [ManageRuntime] = "Pause and resume what begins by itself",
        [ManageConnections] = "Manage connections and their secrets",
        [ManageSecrets] = "Manage secrets of workflows",
        [ManageDeliveries] = "See deliveries and send them again",
        [ManageIdentity] = "Manage users, roles and API keys",
        [ReadAuditLog] = "See who did what",
        [All] = "Everything, also what later versions add",
    };

    /// <summary>Whether what is granted contains a permission, by name or by wildcard.</summary>
    public static bool IsIn(IEnumerable<string> granted, string permission) =>
        granted.Any(grant => grant == All || grant == permission || (grant.EndsWith(":*", StringComparison.Ordinal) && permission.StartsWith(grant[..^1], StringComparison.Ordinal)));
}
