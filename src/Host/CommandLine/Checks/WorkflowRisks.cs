using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Transcribe.Workflows.Host.CommandLine.Connecting;
using Transcribe.Workflows.Host.CommandLine.Workflows;

namespace Transcribe.Workflows.Host.CommandLine.Checks;

/// <summary>Workflows that everybody can start, or that hold what looks like a secret.</summary>
internal static partial class WorkflowRisks
{
    private const int Shown = 6;

    public static async Task<IReadOnlyList<Finding>> FindAsync(ServerClient server, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        var catalog = new WorkflowCatalog(server);
        foreach (var workflow in await catalog.ListAsync(cancellationToken))
        {
            var definition = JsonNode.Parse(await server.GetTextAsync($"{ServerClient.Elsa}/workflow-definitions/{Uri.EscapeDataString(workflow.DefinitionId)}/export", cancellationToken));
            var activities = ActivitiesOf(definition?["root"]).ToList();
            findings.AddRange(activities.Where(activity => activity["type"]?.ToString() == "Elsa.HttpEndpoint" && workflow.IsPublished && IsOpen(activity))
                .Select(activity => Finding.Warning("Workflows", $"{workflow.DefinitionId}: whoever reaches the server can call {activity["name"] ?? activity["id"]}, which asks for no sign-in.")));
            findings.AddRange(activities.SelectMany(activity => SecretsOf(activity)
                .Select(secret => Finding.Error("Workflows", $"{workflow.DefinitionId}: {activity["name"] ?? activity["id"]} holds what looks like a secret ({secret}). Save it as a connection or a secret, and take this one back where it was made."))));
        }

        return findings;
    }

    private static bool IsOpen(JsonObject endpoint) =>
        !string.Equals(endpoint["authorize"]?["expression"]?["value"]?.ToString(), "true", StringComparison.OrdinalIgnoreCase)
        && endpoint["authentication"]?["expression"]?["value"]?.ToString() is null or "" or "None";

    private static IEnumerable<JsonObject> ActivitiesOf(JsonNode? node) => node switch
    {
        JsonObject item => (item.ContainsKey("type") && item.ContainsKey("id") ? new[] { item } : []).Concat(item.SelectMany(member => ActivitiesOf(member.Value))),
        JsonArray list => list.SelectMany(ActivitiesOf),
        _ => [],
    };

    // Only its own inputs: what is inside of it is found there.
    private static IEnumerable<string> SecretsOf(JsonObject activity) => activity
        .Select(member => (member.Value as JsonObject)?["expression"]?["value"])
        .OfType<JsonValue>()
        .Where(value => value.GetValueKind() == JsonValueKind.String)
        .SelectMany(value => Secret().Matches(value.ToString()))
        .Select(match => match.Value[..Math.Min(Shown, match.Length)] + "…");

    // The beginnings that vendors give their keys, so that programs such as this one find them.
    [GeneratedRegex(@"\b(tsk_live_|twk_|xox[abprs]-|sk-[A-Za-z0-9]|AKIA[0-9A-Z]{12}|ghp_|whsec_|glpat-|AIza)[A-Za-z0-9_\-]{8,}|-----BEGIN [A-Z ]*PRIVATE KEY-----|hooks\.slack\.com/services/[A-Z0-9]+/", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Secret();
}
