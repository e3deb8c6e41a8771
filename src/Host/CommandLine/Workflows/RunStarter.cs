using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Transcribe.Workflows.Host.CommandLine.Connecting;

namespace Transcribe.Workflows.Host.CommandLine.Workflows;

/// <summary>Starts a run in the way that its workflow wants to be started.</summary>
internal sealed class RunStarter(ServerClient server)
{
    private const int HashLength = 12;
    private const int LongestAnswer = 2000;

    /// <summary>Starts a workflow of the server, or of a file.</summary>
    /// <returns>The run's id and the workflow's name.</returns>
    /// <exception cref="CommandException">There is no such workflow, or it does not take these inputs.</exception>
    public async Task<(string InstanceId, string Name)> StartAsync(string workflow, JsonObject inputs, CancellationToken cancellationToken)
    {
        if (File.Exists(workflow))
            return await StartFileAsync(workflow, inputs, cancellationToken);

        var catalog = new WorkflowCatalog(server);
        var definition = await catalog.GetAsync(await catalog.IdOfAsync(workflow, cancellationToken), "Published", cancellationToken);
        var name = definition["name"]?.ToString() ?? workflow;
        return (HttpStart.Of(definition) is { } request
            ? await SendAsync(request, inputs, cancellationToken)
            : await DispatchAsync(definition["definitionId"]!.ToString(), "Published", inputs, cancellationToken), name);
    }

    private async Task<(string InstanceId, string Name)> StartFileAsync(string file, JsonObject inputs, CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(file, cancellationToken);
        if (Parse(text) is not { } document)
            throw new CommandException($"{file} is no workflow. What is wrong with it says: transcribe-workflows validate {file}");
        if (HttpStart.Of(document) is not null)
            throw new CommandException($"{file} begins with an HTTP endpoint, which only a published workflow has: import it with --publish, and run it by its id.");

        return await StartDocumentAsync(text, inputs, cancellationToken);
    }

    /// <summary>
    /// Starts a workflow that the server need not know. It becomes an unpublished one with an id of its own, made of what it says: no other
    /// is changed, and twice the same is one.
    /// </summary>
    public async Task<(string InstanceId, string Name)> StartDocumentAsync(string text, JsonObject inputs, CancellationToken cancellationToken)
    {
        var document = Parse(text)!;
        var id = $"file-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashLength]}";
        var name = $"{document["name"] ?? id} (file)";
        (document["definitionId"], document["name"], document["isPublished"]) = (id, name, false);
        document.Remove("id");
        await server.SendAsync(HttpMethod.Post, $"{ServerClient.Elsa}/workflow-definitions", new { model = document, publish = false }, cancellationToken);
        return (await DispatchAsync(id, "Latest", inputs, cancellationToken), name);
    }

    private async Task<string> DispatchAsync(string definitionId, string version, JsonObject inputs, CancellationToken cancellationToken)
    {
        var started = await server.SendAsync(
            HttpMethod.Post, $"{ServerClient.Elsa}/workflow-definitions/{Uri.EscapeDataString(definitionId)}/dispatch", new { versionOptions = version, input = inputs }, cancellationToken);
        return started!["workflowInstanceId"]!.ToString();
    }

    // What the workflow answers is for whoever called; here only a refusal matters.
    private async Task<string> SendAsync(HttpStart start, JsonObject inputs, CancellationToken cancellationToken)
    {
        var instanceId = Guid.CreateVersion7().ToString("N");
        using var response = await server.SendAsync(start.With(inputs, instanceId), cancellationToken);
        if ((int)response.StatusCode is < StatusCodes.Status400BadRequest)
            return instanceId;

        var answer = await response.Content.ReadAsStringAsync(cancellationToken);
        throw new CommandException($"The workflow answered {(int)response.StatusCode} to {start.Method} {start.Path}: {Shorten((Parse(answer)?["detail"] ?? answer).ToString().Trim())}");
    }

    private static string Shorten(string answer) => answer.Length > LongestAnswer ? answer[..LongestAnswer] + "…" : answer;

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
