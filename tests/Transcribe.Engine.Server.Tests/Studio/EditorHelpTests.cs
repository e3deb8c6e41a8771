using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Transcribe.Engine.Server.Studio;
using Transcribe.Engine.Server.Tests.Support;

namespace Transcribe.Engine.Server.Tests.Studio;

/// <summary>What helps people who draw: a test of one activity, completion in scripts, the list of activities.</summary>
public sealed partial class EditorHelpTests(StudioServer server) : IClassFixture<StudioServer>
{
    [Fact]
    public async Task Test_OfOneActivity_AnswersUpstreams()
    {
        await server.PublishAsync("g-setvariable");

        var body = await server.ExpectSameAsync("tests/activity", "payload");

        ((string)body!["status"]!).Should().Be("Completed");
    }

    [Fact]
    public async Task Test_OfAnActivityThatFails_SaysWhyAndKeepsNothing()
    {
        await server.PublishAsync("g-fault");
        var before = await CountRunsAsync();

        var body = await TestAsync("g-fault", GoldenAnswer.Read("definitions/g-fault/save-publish").RequestBody!["model"]!["root"]!["activities"]!.AsArray()
            .First(activity => (string)activity!["type"]! == "Elsa.Fault")!["id"]!.GetValue<string>());

        ((string)body["status"]!).Should().Be("Faulted");
        ((string)body["exception"]!["message"]!).Should().Contain("Something broke");
        (await CountRunsAsync()).Should().Be(before);
    }

    [Fact]
    public async Task Test_WithTestValues_UsesThemForVariables()
    {
        var model = JsonNode.Parse("""
            { "definitionId": "tried", "name": "Tried", "variables": [ { "id": "v", "name": "N", "typeName": "Int32", "value": "1" } ],
              "customProperties": { "VariableTestValues": { "v": "41" } },
              "root": { "id": "s", "type": "Elsa.Sequence", "version": 1, "activities": [
                { "id": "w", "type": "Elsa.WriteLine", "version": 1, "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "getN() + 1" } } } ] } }
            """)!;
        await SaveAsync(model);

        var body = await TestAsync("tried", "w");

        body["activityState"]!["Text"]!.ToString().Should().Be("42");
    }

    [Theory]
    [InlineData("nothing", "w")]
    [InlineData("g-setvariable", "nothing")]
    public async Task Test_OfWhatIsNotThere_IsNotFound(string definition, string activity)
    {
        await server.PublishAsync("g-setvariable");

        using var response = await PostTestAsync(definition, activity);

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task TypeDefinitions_OfADefinition_DeclareItsVariablesInputsAndOutputs()
    {
        await server.PublishAsync("g-setvariable");
        await server.PublishAsync("g-event");
        var golden = GoldenAnswer.Read("scripting/js-type-definitions");
        var (response, _) = await server.RepeatAsync(golden);

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        response.Content.Headers.ContentType!.MediaType.Should().Be("application/x-typescript");
        response.Content.Headers.ContentDisposition!.FileName.Should().Be("elsa.g-setvariable.d.ts");
        FunctionsOf((string)golden.Body!).Except(FunctionsOf(text)).Should().BeEmpty();
        text.Should().Contain("declare function getX(): number;").And.Contain("X: number;").And.Contain("declare function getAmount(): number;");
        response.Dispose();
    }

    [Fact]
    public async Task TypeDefinitions_OfAnUnknownDefinition_AreEmptyForTheEditorTakesAnyTextForDeclarations()
    {
        using var response = await server.Client.PostAsync(
            new Uri("/elsa/api/scripting/javascript/type-definitions/nothing", UriKind.Relative), null, TestContext.Current.CancellationToken);

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().BeEmpty();
    }

    [Fact]
    public async Task TypeDefinitions_ForAStranger_AreRefusedWithoutABody()
    {
        using var stranger = new HttpClient { BaseAddress = server.Client.BaseAddress };

        using var response = await stranger.PostAsync(new Uri("/elsa/api/scripting/javascript/type-definitions/nothing", UriKind.Relative), null, TestContext.Current.CancellationToken);

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().BeEmpty();
    }

    [Fact]
    public async Task TypeDefinitions_EveryFunction_IsThereWhenAScriptRuns()
    {
        var kinds = string.Join(", ", FunctionsOf(JavaScriptDeclarations.Functions).Select(function => $"typeof {function}"));
        var model = JsonNode.Parse("""
            { "definitionId": "scripts", "name": "Scripts", "root": { "id": "js", "type": "Elsa.RunJavaScript", "version": 1,
              "script": { "typeName": "String", "expression": { "type": "Literal", "value": "" } } } }
            """)!;
        model["root"]!["script"]!["expression"]!["value"] = $"[{kinds}].every(kind => kind === 'function')";
        await SaveAsync(model);

        var body = await TestAsync("scripts", "js");

        body["outputs"]!["Result"]!.ToString().Should().Be("true");
    }

    private static IEnumerable<string> FunctionsOf(string declarations) => Function().Matches(declarations).Select(match => match.Groups["name"].Value);

    private async Task SaveAsync(JsonNode model)
    {
        using var content = new StringContent(new JsonObject { ["model"] = model }.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await server.Client.PostAsync(new Uri("/elsa/api/workflow-definitions", UriKind.Relative), content, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private async Task<JsonNode> TestAsync(string definition, string activity)
    {
        using var response = await PostTestAsync(definition, activity);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.Should().Be(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private async Task<HttpResponseMessage> PostTestAsync(string definition, string activity)
    {
        var body = $$"""{ "workflowDefinitionHandle": { "definitionId": "{{definition}}", "versionOptions": "Latest" }, "activityHandle": { "activityId": "{{activity}}" } }""";
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await server.Client.PostAsync(new Uri("/elsa/api/tests/activities", UriKind.Relative), content, TestContext.Current.CancellationToken);
    }

    private async Task<int> CountRunsAsync() => (int)JsonNode.Parse(await server.Client.GetStringAsync(
        new Uri("/elsa/api/workflow-instances?definitionId=g-fault", UriKind.Relative), TestContext.Current.CancellationToken))!["totalCount"]!;

    [GeneratedRegex(@"declare function (?<name>\w+)\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Function();
}
