using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Transcribe.Activities.Approval;
using Transcribe.Activities.Tests.Support;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;

namespace Transcribe.Activities.Tests.Approval;

/// <summary>The real engine with a workflow that asks somebody and gives the text that was approved.</summary>
internal static class ApprovalEngine
{
    private const string Workflow = """
        { "definitionId": "ask", "root": { "type": "Elsa.Sequence", "id": "root", "activities": [
            { "type": "Transcribe.WaitForApproval", "id": "approval", "name": "Approval", "title": "T", "text": "As it was" },
            { "type": "Elsa.SetOutput", "id": "out", "outputName": "text", "outputValue": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "getResultFromApproval()" } } } ] } }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<IHost> StartAsync(TempFolder folder, FakeTimeProvider clock) => EngineHost.StartAsync(folder, clock);

    public static ApprovalStore Store(IHost host) => host.Services.GetRequiredService<ApprovalStore>();

    /// <summary>Starts a run, which waits for somebody.</summary>
    public static async Task<string> AskAsync(IHost host)
    {
        await host.Services.GetRequiredService<DefinitionCatalog>().SaveAsync(Workflow, publish: true, cancellationToken: Token);
        return (await host.Services.GetRequiredService<IWorkflowRuntime>().StartAsync(new StartWorkflowRequest { DefinitionId = "ask" }, Token)).WorkflowInstanceId;
    }

    /// <summary>The text that a run gives at its end.</summary>
    public static async Task<object?> EndAsync(IHost host, string run)
    {
        await Eventually.HoldsAsync(async () => await HasEndedAsync(host, run), "the run ends");
        return (await host.Services.GetRequiredService<IInstanceReader>().ReadStateAsync(run, Token))!.Output["text"];
    }

    public static async Task<bool> HasEndedAsync(IHost host, string run) =>
        (await host.Services.GetRequiredService<IInstanceStore>().FindAsync(run, Token))!.Status == WorkflowStatus.Finished;
}
