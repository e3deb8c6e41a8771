using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Transcribe.Engine.Server.Studio;
using Transcribe.Workflows.Host.Composition;

namespace Transcribe.Workflows.Host.CommandLine.Connecting;

/// <summary>Calls the server's API and turns what it refuses into words.</summary>
internal sealed class ServerClient : IDisposable
{
    /// <summary>Elsa's API.</summary>
    public const string Elsa = StudioApi.BasePath;

    /// <summary>Ours.</summary>
    public const string Transcribe = LedgerComposition.BasePath;

    private readonly HttpClient _http;

    public ServerClient(Uri address, string key)
    {
        // Runs answer when they like; Ctrl+C ends the wait.
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Accept.ParseAdd("application/json, */*;q=0.5");
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("ApiKey", key);
    }

    /// <summary>Where the server is.</summary>
    public Uri Address => _http.BaseAddress!;

    /// <summary>Reads JSON.</summary>
    public async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) =>
        await FindAsync<T>(path, cancellationToken) ?? throw new CommandException($"The server at {Address} does not know {path}; is it an older version?");

    /// <summary>Reads JSON; null: there is no such thing.</summary>
    public async Task<T?> FindAsync<T>(string path, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return default;

        await EnsureAsync(response, cancellationToken);
        return await response.Content.ReadFromJsonAsync<T>(JsonSerializerOptions.Web, cancellationToken);
    }

    /// <summary>Reads text as it is.</summary>
    public async Task<string> GetTextAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);
        await EnsureAsync(response, cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>What publishing would find wrong with a workflow.</summary>
    public async Task<IReadOnlyList<WorkflowProblem>> CheckAsync(string workflow, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Transcribe}/workflows/check") { Content = new StringContent(workflow) };
        using var response = await SendAsync(request, cancellationToken);
        await EnsureAsync(response, cancellationToken);
        return await response.Content.ReadFromJsonAsync<List<WorkflowProblem>>(JsonSerializerOptions.Web, cancellationToken) ?? [];
    }

    /// <summary>Sends JSON and reads the answer, if it has one.</summary>
    public async Task<JsonNode?> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) }, cancellationToken);
        await EnsureAsync(response, cancellationToken);
        return response.Content.Headers.ContentLength is 0 ? null : Parse(await response.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>Sends a request and gives back whatever comes.</summary>
    /// <exception cref="CommandException">Nothing comes.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new CommandException($"The server at {Address} cannot be reached: {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task EnsureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
            return;
        if (response.StatusCode == HttpStatusCode.Unauthorized)
            throw new CommandException($"The server at {Address} does not accept the key in {ServerChoice.KeyVariable}.");

        var words = WordsOf(Parse(await response.Content.ReadAsStringAsync(cancellationToken)));
        throw new CommandException(words ?? $"The server answered {(int)response.StatusCode} {response.ReasonPhrase} to {response.RequestMessage!.Method} {response.RequestMessage.RequestUri!.AbsolutePath}.");
    }

    // Problem details, and the form that upstream's API has for errors.
    private static string? WordsOf(JsonNode? answer) => answer is not JsonObject problem
        ? null
        : problem["errors"] is JsonObject errors && errors.Select(error => error.Value).OfType<JsonArray>().SelectMany(list => list).Select(item => item?.ToString()).ToList() is { Count: > 0 } all
            ? string.Join(Environment.NewLine, all)
            : (problem["detail"] ?? problem["message"] ?? problem["title"])?.ToString();

    private static JsonNode? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
