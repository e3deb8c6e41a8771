using Transcribe.Engine.Server.Tests.Support;

namespace Transcribe.Engine.Server.Tests.Studio;

/// <summary>Every recorded definition, saved, published and read again.</summary>
public sealed class RecordedDefinitionsTests(StudioServer server) : IClassFixture<StudioServer>
{
    // Upstream writes out the members that nobody set and leaves out those that it does not know; here a document comes back as it was saved.
    private static readonly string[] Additions =
    [
        "variables[].value", "inputs[].isArray", "inputs[].description", "outputs[].isArray", "outputs[].description", "root.name", "root.customProperties.source",
        "root.connections", "root.customProperties", "inputs[].storageDriverType", "outputs[].storageDriverType", "root.activities[].isLocalEvent", "root.activities[].correlationId", "root.activities[].value.memoryReference", "root.activities[].payload",
        "root.customProperties.notFoundConnections", "root.activities[].result", "variables[].storageDriverTypeName",
        "root.activities[].metadata.description", "root.activities[].text",
    ];

    // RunCSharp is unknown here, as docs/engine.md says: it would run a stranger's code in the host.
    public static TheoryData<string> Definitions => [.. GoldenAnswer.FoldersOf("definitions").Except(["_list", "g-sequence-v2", "g-http-validation", "g-draft", "g-runcs"])];

    [Theory]
    [MemberData(nameof(Definitions))]
    public async Task Definition_SavedAndRead_IsUpstreams(string definition)
    {
        if (definition == "g-parent-activity")
            await server.PublishAsync("g-child");

        await server.ExpectSameAsync($"definitions/{definition}/save-publish", [.. Additions.Select(place => $"workflowDefinition.{place}")]);
        foreach (var recording in GoldenAnswer.FilesOf($"definitions/{definition}").Where(file => file.EndsWith("/by-definition-id", StringComparison.Ordinal)))
            await server.ExpectSameAsync(recording, Additions);
    }

    [Fact]
    public async Task Draft_Saved_IsUpstreams()
    {
        var saved = await server.ExpectSameAsync("definitions/g-draft/save", [.. Additions.Select(place => $"workflowDefinition.{place}")]);

        ((bool)saved!["workflowDefinition"]!["isPublished"]!).Should().BeFalse();
        await server.ExpectSameAsync("instances/g-draft/execute");
        await server.ExpectSameAsync("instances/g-draft/execute-latest-string", "workflowState.activityExecutionContexts", "workflowState.properties.Test");
    }
}
