namespace Transcribe.Engine.Definitions;

/// <summary>The members that every activity has in JSON; no input can have the name of one.</summary>
internal static class ActivityMembers
{
    private static readonly string[] Names = ["id", "nodeId", "name", "type", "version", "metadata", "customProperties", "canStartWorkflow", "runAsynchronously"];

    public static bool IsTaken(string name) => Names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
