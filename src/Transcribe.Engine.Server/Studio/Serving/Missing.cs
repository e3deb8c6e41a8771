using Microsoft.AspNetCore.Http;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Says what was not found, by the address that asked for it.</summary>
internal static class Missing
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["workflow-definitions"] = "workflow, or version of it,",
        ["workflow-definition-versions"] = "version of a workflow",
        ["workflow-instances"] = "run",
        ["activity-executions"] = "execution of an activity",
        ["descriptors"] = "activity type, or input of it,",
        ["features"] = "feature",
        ["tests"] = "activity in a saved workflow",
        ["alterations"] = "plan of changes to runs",
        ["schedules"] = "schedule",
        ["secrets"] = "secret",
        ["users"] = "user",
        ["roles"] = "role",
        ["applications"] = "API key",
    };

    public static string Explain(HttpRequest request)
    {
        var parts = request.Path.Value![StudioApi.BasePath.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        var kind = parts.Select(part => Kinds.GetValueOrDefault(part)).FirstOrDefault(known => known is not null) ?? "such thing";
        var names = request.RouteValues.Values.OfType<string>().Select(name => $"'{name}'");
        return $"There is no {kind} {string.Join(", ", names)}".TrimEnd(' ', ',') + ". It may have been deleted, or the id is another one's.";
    }
}
