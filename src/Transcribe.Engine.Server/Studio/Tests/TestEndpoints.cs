using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>The designer's Test tab: runs one activity alone.</summary>
internal static class TestEndpoints
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static void MapTests(this IEndpointRouteBuilder api) => api.MapPost("/tests/activities", RunAsync)
        .RequirePermission(Permission.ExecuteDefinitions).Audited(AuditActions.StartRun);

    private static async Task<IResult> RunAsync(
        HttpRequest request, IDefinitionStore definitions, DefinitionMapper mapper, ActivityTester tester, TimeProvider clock, CancellationToken cancellationToken)
    {
        var body = await request.BodyAsync<TestRequest>(cancellationToken);
        if (await FindAsync(body.WorkflowDefinitionHandle, definitions, cancellationToken) is not { } row
            || mapper.Map(row)["root"] is not JsonObject root || Find(root, body.ActivityHandle) is not { } activity)
            return Results.NotFound();

        using var deadline = new CancellationTokenSource(Deadline, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var record = await tester.RunAsync(Alone(activity, Documents.Parse(row.Json)).ToJsonString(), either.Token);
        if (deadline.IsCancellationRequested)
            return Answers.Invalid($"The activity did not end within {Deadline.TotalSeconds:0} seconds.");

        return record is null
            ? Answers.Invalid("The activity was not executed.")
            : Answers.Ok(new TestResult
            {
                ActivityState = record.Inputs ?? new Dictionary<string, object?>(),
                Outputs = record.Outputs ?? new Dictionary<string, object?>(),
                Payload = record.JournalData ?? new Dictionary<string, object>(),
                Exception = FailureModel.Of(record.Exception),
                Status = record.Status,
            });
    }

    private static async Task<DefinitionRow?> FindAsync(DefinitionHandle? handle, IDefinitionStore definitions, CancellationToken cancellationToken) => handle switch
    {
        { DefinitionVersionId: { Length: > 0 } id } => await definitions.FindVersionAsync(id, cancellationToken),
        { DefinitionId: { Length: > 0 } id } => await definitions.FindAsync(
            id, handle.VersionOptions is { Length: > 0 } text ? Requests.VersionOf(text) : VersionOptions.Latest, cancellationToken),
        _ => null,
    };

    private static JsonObject? Find(JsonObject root, ActivityHandle? handle) => handle switch
    {
        { ActivityNodeId: { Length: > 0 } nodeId } => NodeFinder.FindPath(root, nodeId) is [.., var node] ? node.Activity : null,
        { ActivityId: { Length: > 0 } id } => NodeFinder.Find(root, id),
        _ => null,
    };

    private static JsonObject Alone(JsonObject activity, JsonObject definition)
    {
        var given = PinnedValues.ByVariable(definition["root"], except: activity.Text("id"));

        // What people wrote into the designer's table of test values, by the ids of variables, is what they want to see.
        foreach (var (id, value) in definition["customProperties"]?["VariableTestValues"] as JsonObject ?? [])
            given[id] = value;

        foreach (var variable in (definition["variables"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (variable.Text("id") is { } id && given.TryGetValue(id, out var value))
                variable["value"] = value?.DeepClone();
        }

        definition["root"] = activity.DeepClone();
        return definition;
    }
}
