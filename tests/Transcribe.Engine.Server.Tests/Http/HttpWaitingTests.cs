using System.Net;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Server.Http;
using static Transcribe.Engine.Server.Tests.Http.WorkflowServer;

namespace Transcribe.Engine.Server.Tests.Http;

/// <summary>Activities of one's own that wait for requests.</summary>
public sealed class HttpWaitingTests : IAsyncLifetime
{
    private WorkflowServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await StartAsync(services: services => services.AddActivity<WaitForReceipt>());

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Request_ForABookmarkWithANameOfItsOwn_FindsIt()
    {
        await _server.PublishAsync("receipt", """{ "type": "Test.WaitForReceipt" }""", Respond("'thanks'"));
        await _server.RunAsync("receipt");

        using var response = await _server.GetAsync("receipts/7");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Be("thanks");
    }
}

/// <summary>Waits for a request under a name of its own.</summary>
[Activity("Test", "Test")]
public sealed class WaitForReceipt() : Activity(source: null, line: null)
{
    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context) => context.WaitForHttpRequestAsync("receipts/{id}", "GET", bookmarkName: "Receipt");
}
