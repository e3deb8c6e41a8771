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
    /// <param name="workflow">Its id, name or file.</param>
    /// <param name="inputs">The inputs by name.</param>
    /// <param name="isTest">Whether it runs as it is drawn now, and pinned samples answer the steps that have one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The run's id and the workflow's name.</returns>
    /// <exception cref="CommandException">There is no such workflow, or it does not take these inputs.</exception>
    public async Task<(string InstanceId, string Name)> StartAsync(string workflow, JsonObject inputs, bool isTest, CancellationToken cancellationToken)
    {
        if (File.Exists(workflow))
            return await StartFileAsync(workflow, inputs, isTest, cancellationToken);

        var catalog = new WorkflowCatalog(server);
        var definition = await catalog.GetAsync(await catalog.IdOfAsync(workflow, cancellationToken), isTest ? "Latest" : "Published", cancellationToken);
        var (id, name) = (definition["definitionId"]!.ToString(), definition["name"]?.ToString() ?? workflow);
        if (isTest)
            return (await TestAsync(id, definition, inputs, cancellationToken), name);

        return (HttpStart.Of(definition) is { } request ? await SendAsync(request, inputs, cancellationToken) : await DispatchAsync(id, "Published", inputs, isTest: false, cancellationToken), name);
    }

    private async Task<(string InstanceId, string Name)> StartFileAsync(string file, JsonObject inputs, bool isTest, CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(file, cancellationToken);
        if (Parse(text) is not { } document)
            throw new CommandException($"{file} is no workflow. What is wrong with it says: transcribe-workflows validate {file}");
        if (!isTest && HttpStart.Of(document) is not null)
            throw new CommandException($"{file} begins with an HTTP endpoint, which only a published workflow has: import it with --publish, and run it by its id, or try it with --test.");

        return await StartDocumentAsync(text, inputs, isTest, cancellationToken);
    }

    // A sample of the request starts it; inputs make a request of their own, at a test address.
    private async Task<string> TestAsync(string definitionId, JsonObject definition, JsonObject inputs, CancellationToken cancellationToken)
    {
        if (HttpStart.Of(definition) is not { } request || (request.HasSample && inputs.Count == 0))
            return await DispatchAsync(definitionId, "Latest", inputs, isTest: true, cancellationToken);

        var opened = await server.SendAsync(HttpMethod.Post, $"{ServerClient.Elsa}/workflow-definitions/{Uri.EscapeDataString(definitionId)}/test-url", null, cancellationToken);
        await SendAsync(request.At(opened!["path"]!.ToString()), inputs, cancellationToken);
        var urls = await server.GetAsync<JsonObject>($"{ServerClient.Elsa}/test-urls", cancellationToken);
        return urls["items"]!.AsArray().FirstOrDefault(url => url!["definitionId"]?.ToString() == definitionId)?["last"]?["workflowInstanceId"]?.ToString()
            ?? throw new CommandException("The request to the test address started no run.");
    }

    /// <summary>
    /// Starts a workflow that the server need not know. It becomes an unpublished one with an id of its own, made of what it says: no other
    /// is changed, and twice the same is one.
    /// </summary>
    public async Task<(string InstanceId, string Name)> StartDocumentAsync(string text, JsonObject inputs, bool isTest, CancellationToken cancellationToken)
    {
        var document = Parse(text)!;
        var id = $"file-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashLength]}";
        var name = $"{document["name"] ?? id} (file)";
        (document["definitionId"], document["name"], document["isPublished"]) = (id, name, false);
        document.Remove("id");
        await server.SendAsync(HttpMethod.Post, $"{ServerClient.Elsa}/workflow-definitions", new { model = document, publish = false }, cancellationToken);
        return (isTest ? await TestAsync(id, document, inputs, cancellationToken) : await DispatchAsync(id, "Latest", inputs, isTest: false, cancellationToken), name);
    }

    private async Task<string> DispatchAsync(string definitionId, string version, JsonObject inputs, bool isTest, CancellationToken cancellationToken)
    {
        var started = await server.SendAsync(
            HttpMethod.Post, $"{ServerClient.Elsa}/workflow-definitions/{Uri.EscapeDataString(definitionId)}/dispatch", new { versionOptions = version, input = inputs, test = isTest }, cancellationToken);
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
