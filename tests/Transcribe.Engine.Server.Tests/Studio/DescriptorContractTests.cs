namespace Transcribe.Engine.Server.Tests.Studio;

/// <summary>The lists of the designer's panels, compared with a recorded upstream server's.</summary>
public sealed class DescriptorContractTests(StudioServer server) : IClassFixture<StudioServer>
{
    [Fact]
    public async Task Activities_Listed_HaveUpstreamsMembers()
    {
        // Choices and editors of an input depend on the input.
        var body = await server.ExpectSameAsync(
            "descriptors/activities",
            "items[].inputs[].uiSpecifications", "items[].inputs[].defaultValue", "items[].customProperties", "items[].constructionProperties",
            "items[].outputs[].description", "items[].description", "items[].inputs[].description", "items[].namespace", "items[].outputs[].displayName");

        var items = body!["items"]!.AsArray();
        items.Select(item => $"{item!["typeName"]} {item["version"]}").Should().OnlyHaveUniqueItems();
        items.Select(item => (string)item!["typeName"]!).Should().Contain(["Elsa.Flowchart", "Elsa.NotFoundActivity", "Elsa.WriteLine", "Elsa.HttpEndpoint"]);
    }

    [Theory]
    [InlineData("descriptors/activity-writeline")]
    [InlineData("descriptors/activity-unknown")]
    [InlineData("descriptors/expression-descriptors")]
    [InlineData("descriptors/storage-drivers")]
    [InlineData("descriptors/variables")]
    [InlineData("descriptors/incident-strategies")]
    [InlineData("descriptors/workflow-activation-strategies")]
    [InlineData("descriptors/log-persistence-strategies")]
    [InlineData("descriptors/commit-strategies-workflows")]
    [InlineData("descriptors/commit-strategies-activities")]
    [InlineData("descriptors/output-converters")]
    [InlineData("descriptors/options-Elsa.HttpEndpoint-SupportedMethods")]
    [InlineData("descriptors/options-Elsa.WriteHttpResponse-ContentType")]
    [InlineData("features/installed")]
    [InlineData("features/installed-one")]
    [InlineData("features/installed-unknown")]
    [InlineData("package/version")]
    public Task Get_Recorded_AnswersTheSame(string recording) => server.ExpectSameAsync(
        recording,
        "customProperties.Type", "items[].properties.MonacoLanguage", "items.dropdown.selectList.isFlagsEnum", "items[].description");
}
