using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Transcribe.Engine.Server.Tests.Studio;
using Transcribe.Engine.Server.Tests.Support;

namespace Transcribe.Engine.Server.Tests.Realtime;

/// <summary>Live updates, heard by a real client and compared with a recorded upstream server's.</summary>
public sealed class InstanceHubTests(StudioServer server) : IClassFixture<StudioServer>
{
    private static readonly string[] Messages = ["ActivityExecutionLogUpdatedAsync", "WorkflowExecutionLogUpdatedAsync", "WorkflowInstanceUpdatedAsync"];

    private readonly ConcurrentDictionary<string, JsonNode?> _last = new(StringComparer.Ordinal);

    [Theory]
    [InlineData("/elsa/hubs/workflow-instance", HttpTransportType.WebSockets)]
    [InlineData("/elsa/api/hubs/workflow-instance", HttpTransportType.WebSockets)]
    [InlineData("/elsa/hubs/workflow-instance", HttpTransportType.LongPolling)]
    public async Task Observe_AnInstanceThatGoesOn_HearsWhatUpstreamSays(string path, HttpTransportType transport)
    {
        var id = await StartWaitingAsync();
        await using var connection = await ConnectAsync(path, transport);

        await connection.SendAsync("ObserveInstanceAsync", id, TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => _last.Count == Messages.Length, "whoever begins to watch hears how the instance stands");
        await TriggerAsync();
        await Eventually.HoldsAsync(() => CompletedCount("Workflow1:s:w") == 1, "the last activity is reported as completed");

        foreach (var message in Messages)
            JsonShape.Differences(Recorded(message), _last[message], "stats[].metadata._type").Should().BeEmpty(message);
        _last["ActivityExecutionLogUpdatedAsync"]!["stats"]!.AsArray().Select(stat => (string)stat!["activityNodeId"]!).Should().Contain(
            Recorded(Messages[0])!["stats"]!.AsArray().Select(stat => (string)stat!["activityNodeId"]!), "upstream counts what ran since the last message, and ours all");
        ((string)_last["WorkflowInstanceUpdatedAsync"]!["workflowInstanceId"]!).Should().Be(id);
    }

    [Fact]
    public async Task Observe_AnUnknownInstance_IsRefusedAsUpstreamDoes()
    {
        await using var connection = await ConnectAsync("/elsa/hubs/workflow-instance", HttpTransportType.WebSockets);

        var observe = () => connection.InvokeAsync("ObserveInstanceAsync", "no-such-instance", TestContext.Current.CancellationToken);

        var refusal = GoldenAnswer.ReadFrames("hub/messages-longpolling").Single(message => message["error"] is not null);
        (await observe.Should().ThrowAsync<HubException>()).WithMessage((string)refusal["error"]!);
    }

    [Fact]
    public async Task Observe_MoreInstancesThanAPageShows_IsRefused()
    {
        var ids = new List<string>();
        for (var i = 0; i < 17; i++)
            ids.Add(await StartWaitingAsync());
        await using var connection = await ConnectAsync("/elsa/hubs/workflow-instance", HttpTransportType.WebSockets);

        var observe = async () =>
        {
            foreach (var id in ids)
                await connection.InvokeAsync("ObserveInstanceAsync", id, TestContext.Current.CancellationToken);
        };

        await observe.Should().ThrowAsync<HubException>().WithMessage("*at most 16*");
    }

    [Fact]
    public Task Negotiate_Recorded_AnswersTheSame() => server.ExpectSameAsync("hub/negotiate");

    [Fact]
    public async Task Negotiate_OfSomebodyWhoHasNotSignedIn_IsRefusedAsUpstreamDoes()
    {
        using var stranger = new HttpClient();
        stranger.BaseAddress = server.Client.BaseAddress;
        using var request = GoldenAnswer.Read("hub/negotiate-no-auth").ToRequest();

        using var response = await stranger.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    private async Task<HubConnection> ConnectAsync(string path, HttpTransportType transport)
    {
        var connection = new HubConnectionBuilder().WithUrl(
            new Uri(server.Client.BaseAddress!, path), transport, options => options.AccessTokenProvider = () => Task.FromResult(server.Client.DefaultRequestHeaders.Authorization?.Parameter)).Build();
        foreach (var message in Messages)
            connection.On<JsonNode?>(message, argument => _last[message] = argument);
        await connection.StartAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    private async Task<string> StartWaitingAsync()
    {
        await server.PublishAsync("g-event");
        await server.ExecuteAsync("g-event", "g-event-hub/execute");
        return server.Ids[(string)GoldenAnswer.Read("instances/g-event-hub/execute").Body!["workflowState"]!["id"]!];
    }

    private async Task TriggerAsync()
    {
        var (response, _) = await server.RepeatAsync(GoldenAnswer.Read("hub/trigger-while-observing"));
        response.EnsureSuccessStatusCode().Dispose();
    }

    private int? CompletedCount(string nodeId) => (int?)_last.GetValueOrDefault("ActivityExecutionLogUpdatedAsync")?["stats"]!.AsArray()
        .SingleOrDefault(stat => (string)stat!["activityNodeId"]! == nodeId)?["completedCount"];

    private static JsonNode? Recorded(string message) =>
        GoldenAnswer.ReadFrames("hub/messages-longpolling").Single(frame => (string?)frame["target"] == message)["arguments"]![0];
}
