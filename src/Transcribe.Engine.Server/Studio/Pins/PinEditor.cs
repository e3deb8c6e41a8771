using System.Globalization;
using System.Text.Json.Nodes;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Storage;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Pins what steps of runs gave to the same steps of the draft, and takes it away again.</summary>
internal sealed class PinEditor(IDefinitionStore definitions, DefinitionEditor editor, IStepResults results, SecretSearch secrets)
{
    private const string Member = "pinned";
    private const string CustomProperties = "customProperties";

    // It travels with the definition, into each of its versions and exports.
    private const int MaxCharacters = 64 * 1024;

    private static readonly HashSet<string> Credentials = new(StringComparer.OrdinalIgnoreCase) { "Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-Api-Key" };

    /// <summary>The samples of the latest version; null: there is no such workflow.</summary>
    public async Task<IReadOnlyList<PinModel>?> ListAsync(string definitionId, CancellationToken cancellationToken) =>
        await FindAsync(definitionId, cancellationToken) is { } document
            ? [.. DocumentWalk.Activities(document["root"]).Where(activity => activity[CustomProperties]?[Member] is JsonObject).Select(Show)]
            : null;

    /// <summary>Takes what a step of a run gave as its sample; null: there is no such workflow or run, or no such step that completed.</summary>
    /// <exception cref="InvalidRequestException">It cannot be a sample; the message says why.</exception>
    public async Task<PinModel?> PinAsync(string definitionId, string instanceId, string step, CancellationToken cancellationToken)
    {
        if (await FindAsync(definitionId, cancellationToken) is not { } document || await ReadAsync(instanceId, step, cancellationToken) is not { } result)
            return null;
        if (result.DefinitionId != definitionId)
            throw new InvalidRequestException($"Run {instanceId} is one of the workflow '{result.DefinitionId}'; its steps are pinned there.");
        if (DocumentWalk.Find(document["root"], result.ActivityId) is not { } activity)
            throw new InvalidRequestException($"The draft has no step '{result.Name}'. A step of a workflow that it uses is pinned in that workflow.");

        var outputs = WithoutCredentials(JsonNode.Parse(ValueSerializer.ToUtf8(result.Outputs)));
        var length = outputs?.ToJsonString().Length ?? 0;
        if (length > MaxCharacters)
            throw new InvalidRequestException(string.Create(CultureInfo.InvariantCulture, $"'{result.Name}' gave {length:N0} characters, and a sample may have {MaxCharacters:N0}. Pin it from a smaller run."));
        if (await secrets.FindInAsync(outputs, cancellationToken) is { } secret)
            throw new InvalidRequestException($"What '{result.Name}' gave has the value of the secret '{secret}' in it, which must not stand in a workflow.");

        if (activity[CustomProperties] is not JsonObject custom)
            activity[CustomProperties] = custom = [];
        custom[Member] = new JsonObject { ["outcomes"] = new JsonArray([.. result.Outcomes.Select(outcome => (JsonNode)outcome)]), ["outputs"] = outputs };
        await editor.SaveAsync(document, publish: false, cancellationToken);
        return Show(activity);
    }

    /// <summary>Takes the sample of a step away; false: there is none.</summary>
    public async Task<bool> UnpinAsync(string definitionId, string activityId, CancellationToken cancellationToken)
    {
        if (await FindAsync(definitionId, cancellationToken) is not { } document || DocumentWalk.Find(document["root"], activityId)?[CustomProperties] is not JsonObject custom || !custom.Remove(Member))
            return false;

        await editor.SaveAsync(document, publish: false, cancellationToken);
        return true;
    }

    private async Task<JsonObject?> FindAsync(string definitionId, CancellationToken cancellationToken) =>
        await definitions.FindAsync(definitionId, VersionOptions.Latest, cancellationToken) is { } row ? Documents.Parse(row.Json) : null;

    private async Task<StepResult?> ReadAsync(string instanceId, string step, CancellationToken cancellationToken)
    {
        try
        {
            return await results.FindAsync(instanceId, step, cancellationToken);
        }
        catch (StepNotKeptException exception)
        {
            throw new InvalidRequestException($"{exception.Message}, so it cannot be pinned.");
        }
    }

    private static PinModel Show(JsonObject activity)
    {
        var pinned = activity[CustomProperties]![Member]!;
        return new PinModel(
            activity.Text("id")!, activity.Text("name") ?? activity.Text("id")!, [.. (pinned["outcomes"] as JsonArray ?? []).OfType<JsonValue>().Select(outcome => outcome.ToString())], pinned["outputs"]?.DeepClone());
    }

    // What proves who called belongs to whoever called.
    private static JsonNode? WithoutCredentials(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var name in members.Select(member => member.Key).Where(Credentials.Contains).ToList())
                    members.Remove(name);
                foreach (var member in members)
                    WithoutCredentials(member.Value);
                break;
            case JsonArray items:
                foreach (var item in items)
                    WithoutCredentials(item);
                break;
        }

        return node;
    }
}
