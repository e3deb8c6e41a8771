using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Transcribe.Engine.Server.Tests.Studio;

namespace Transcribe.Engine.Server.Tests.Conformance;

/// <summary>A server on which all recorded definitions are published, through the API that published them upstream.</summary>
public sealed class GoldenServer : IAsyncLifetime
{
    private static readonly string[] Definitions =
    [
        "g-child", "g-http-hello", "g-bad-type", "g-continue-incidents", "g-decision", "g-delay", "g-empty", "g-event", "g-exception", "g-fault", "g-flowfork", "g-flowswitch",
        "g-foreach", "g-fork", "g-no-root", "g-parent-activity", "g-parent-dispatch", "g-publish-event", "g-runjs", "g-runtask", "g-send-http", "g-sequence", "g-setvariable",
    ];

    internal StudioServer Studio { get; } = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Studio.InitializeAsync();
        Studio.Ids["http://127.0.0.1:13000/"] = Studio.Client.BaseAddress!.ToString();
        foreach (var definition in Definitions)
            await Studio.PublishAsync(definition);
    }

    public ValueTask DisposeAsync() => Studio.DisposeAsync();

    /// <summary>Executes a definition as it was executed upstream; returns the status and the instance.</summary>
    internal async Task<(int Status, string InstanceId, JsonNode State)> ExecuteAsync(GoldenRun run)
    {
        using var response = await Studio.Client.PostAsJsonAsync(new Uri($"/elsa/api/workflow-definitions/{run.Definition}/execute", UriKind.Relative), run.Request ?? [], Token);
        var body = await response.Content.ReadFromJsonAsync<JsonNode>(Token);
        return ((int)response.StatusCode, response.Headers.GetValues("x-elsa-workflow-instance-id").Single(), body!["workflowState"]!);
    }

    internal async Task PostAsync(string path, JsonNode body)
    {
        using var response = await Studio.Client.PostAsJsonAsync(new Uri($"/elsa/api/{path}", UriKind.Relative), body, Token);
        ((int)response.StatusCode).Should().Be(200);
        (await response.Content.ReadAsStringAsync(Token)).Should().BeEmpty("so upstream answers");
    }

    internal async Task<JsonNode> GetAsync(string path) =>
        (await Studio.Client.GetFromJsonAsync<JsonNode>(new Uri($"/elsa/api/{path}", UriKind.Relative), Token))!;

    /// <summary>The newest run of a definition.</summary>
    internal async Task<string> NewestAsync(string definition) =>
        (string)(await GetAsync($"workflow-instances?definitionId={definition}&orderBy=CreatedAt&orderDirection=Descending"))["items"]![0]!["id"]!;

    internal async Task BecomesAsync(string instanceId, string subStatus) => await Eventually.HoldsAsync(
        async () => (string)(await GetAsync($"workflow-instances/{instanceId}"))["workflowState"]!["subStatus"]! == subStatus, $"the run becomes {subStatus}");
}
