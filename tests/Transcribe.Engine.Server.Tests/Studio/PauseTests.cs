using System.Net;
using System.Text.Json.Nodes;
using Transcribe.Engine.Server.Tests.Support;

namespace Transcribe.Engine.Server.Tests.Studio;

/// <summary>A server that is paused, compared with a recorded upstream server.</summary>
public sealed class PauseTests(StudioServer server) : IClassFixture<StudioServer>
{
    [Fact]
    public async Task Pause_Recorded_RefusesRequestsUntilItIsOver()
    {
        await server.PublishAsync("g-http-hello");
        await server.PublishAsync("g-fork");
        await server.ExpectSameAsync("admin/workflow-runtime-status");

        var paused = await server.ExpectSameAsync("admin/pause");
        ((string)paused!["state"]!["pauseRequestedBy"]!).Should().Be("admin");
        ((string)paused["sources"]![0]!["state"]!).Should().Be("Paused");
        await server.ExpectSameAsync("admin/status-paused");
        await ExpectRefusedAsync();

        // What people start by hand goes on.
        await server.ExpectSameAsync("admin/execute-while-paused", "workflowState.activityExecutionContexts[].properties");

        // Upstream fails with a 500, with a body and without.
        foreach (var recording in new[] { "admin/resume", "admin/resume-no-body" })
        {
            var (resumed, body) = await server.RepeatAsync(GoldenAnswer.Read(recording));
            resumed.StatusCode.Should().Be(HttpStatusCode.OK);
            ((bool)body!["state"]!["isAcceptingNewWork"]!).Should().BeTrue();
        }

        ((int)(await server.RepeatAsync(GoldenAnswer.Read("http/hello"))).Response.StatusCode).Should().Be(200);
    }

    private async Task ExpectRefusedAsync()
    {
        var golden = GoldenAnswer.Read("http/hello-while-paused");
        using var request = golden.ToRequest();
        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)response.StatusCode).Should().Be(golden.Status);
        response.Headers.GetValues("Retry-After").Should().Equal(golden.Header("Retry-After"));
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["title"]!.ToString().Should().Be("The server is paused.");
    }
}
