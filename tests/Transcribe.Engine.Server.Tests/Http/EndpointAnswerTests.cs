using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;

namespace Transcribe.Engine.Server.Tests.Http;

/// <summary>When callers are answered, and with what.</summary>
public sealed class EndpointAnswerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AtOnce_Request_IsAnswered202AndTheRunKnowsWhatWasSent()
    {
        await using var server = await EndpointServer.StartAsync();
        await server.PublishAsync(""" "answer": "AtOnce" """, EndpointServer.Respond("'nobody reads this'"), EndpointServer.SetOutput("`${variables.V.name} ${variables.H['x-from']} ${variables.H['Authorization'] ?? ''}`"));

        using var response = await server.PostAsync("""{"name":"Bo"}""", ("X-From", "test"), ("Authorization", "Bearer hidden"));

        response.StatusCode.Should().Be(HttpStatusCode.Accepted);
        var id = (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("workflowInstanceId").GetString()!;
        var state = await EndedAsync(server, id);
        state.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        state.Output["result"].Should().Be("Bo test ");
    }

    [Fact]
    public async Task AtOnce_DeliveryAgain_StartsNothing()
    {
        await using var server = await EndpointServer.StartAsync();
        await server.PublishAsync(""" "answer": "AtOnce", "duplicateWindow": "01:00:00", "duplicateField": "id" """, EndpointServer.SetOutput("1"));

        (await server.StatusAsync("""{"id":"x"}""")).Should().Be(202);
        (await server.StatusAsync("""{"id":"x"}""")).Should().Be(200);
        (await server.RunsAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task AtOnce_File_IsReadBeforeTheAnswer()
    {
        await using var server = await EndpointServer.StartAsync();
        await server.PublishAsync(""" "answer": "AtOnce" """, EndpointServer.SetOutput("variables.F.length"));
        using var form = new MultipartFormDataContent { { new ByteArrayContent([1, 2, 3]), "file", "talk.mp3" } };

        using var response = await server.Client.PostAsync(new Uri("in", UriKind.Relative), form, Token);

        response.StatusCode.Should().Be(HttpStatusCode.Accepted);
        (await server.RunsAsync()).Single().SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task AtEnd_RunThatWaits_IsAnsweredWithItsOutput()
    {
        await using var server = await EndpointServer.StartAsync();
        await server.PublishAsync(""" "answer": "AtEnd" """, EndpointServer.Wait, EndpointServer.SetOutput("`heard ${variables.V.name}`"));
        var answer = server.PostAsync("""{"name":"Bo"}""");
        await WaitsAsync(server);
        answer.IsCompleted.Should().BeFalse();

        await server.GoAsync();

        using var response = await answer;
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("output").GetProperty("result").GetString().Should().Be("heard Bo");
    }

    [Fact]
    public async Task AtEnd_WorkflowWritesAfterItsWait_IsAnsweredWithThat()
    {
        await using var server = await EndpointServer.StartAsync();
        await server.PublishAsync(""" "answer": "AtEnd" """, EndpointServer.Wait, EndpointServer.Respond("`written ${variables.V.name}`"));
        var answer = server.PostAsync("""{"name":"Bo"}""");
        await WaitsAsync(server);

        await server.GoAsync();

        using var response = await answer;
        (await response.Content.ReadAsStringAsync(Token)).Should().Be("written Bo");
        (await server.RunsAsync()).Single().IncidentCount.Should().Be(0);
    }

    [Fact]
    public async Task AtEnd_RunThatTakesTooLong_IsAnswered202AndGoesOn()
    {
        await using var server = await EndpointServer.StartAsync();
        await server.PublishAsync(""" "answer": "AtEnd", "requestTimeout": "00:00:30" """, EndpointServer.Wait, EndpointServer.Respond("'late'"));
        var answer = server.PostAsync();
        await Eventually.HoldsAsync(
            () =>
            {
                server.Clock.Advance(TimeSpan.FromSeconds(5));
                return answer.IsCompleted;
            },
            "the caller is answered");

        using var response = await answer;
        response.StatusCode.Should().Be(HttpStatusCode.Accepted);
        await server.GoAsync();
        (await EndedAsync(server, (await server.RunsAsync()).Single().Id)).SubStatus.Should().Be(WorkflowSubStatus.Finished, "an answer that nobody waits for is no fault");
    }

    [Fact]
    public async Task AtEnd_RunThatFails_IsAnswered500WithTheReason()
    {
        await using var server = await EndpointServer.StartAsync();
        await server.PublishAsync(""" "answer": "AtEnd" """, EndpointServer.Wait, """{ "type": "Elsa.Fault", "id": "broken", "code": "1", "category": "c", "faultType": "t", "message": "It broke." }""");
        var answer = server.PostAsync();
        await WaitsAsync(server);

        await server.GoAsync();

        using var response = await answer;
        response.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        (await response.Content.ReadAsStringAsync(Token)).Should().Contain("It broke.");
    }

    [Fact]
    public async Task Progress_Run_IsToldAsItHappens()
    {
        await using var server = await EndpointServer.StartAsync();
        await server.PublishAsync(""" "answer": "Progress" """, EndpointServer.Wait, EndpointServer.SetOutput("'done'"));
        using var response = await server.PostAsync();
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        var events = new List<(string Type, JsonElement Data)>();

        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync(Token)).EnumerateAsync(Token))
        {
            events.Add((item.EventType, JsonSerializer.Deserialize<JsonElement>(item.Data)));
            if (item.EventType == "started")
                await server.GoAsync();
        }

        events[0].Type.Should().Be("started");
        events.Count(item => item.Type == "step" && item.Data.GetProperty("activityId").GetString() == "wait").Should().BePositive();
        events[^1].Type.Should().Be("finished");
        events[^1].Data.GetProperty("output").GetProperty("result").GetString().Should().Be("done");
        events.Where(item => item.Type == "step").Select(item => item.Data.GetRawText()).Should().OnlyHaveUniqueItems("no step is told twice");
    }

    private static Task WaitsAsync(EndpointServer server) =>
        Eventually.HoldsAsync(async () => await server.RunsAsync() is [{ SubStatus: WorkflowSubStatus.Suspended }], "the run waits");

    private static async Task<State.WorkflowState> EndedAsync(EndpointServer server, string id) => await Eventually.GetAsync(
        async () => await server.Get<IInstanceReader>().ReadStateAsync(id, Token) is { Status: WorkflowStatus.Finished } state ? state : null, "the run ends");
}
