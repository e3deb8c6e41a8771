using System.Net;
using System.Text.Json;
using Transcribe.Activities.Templating;
using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Transcription;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Activities.Tests.Templating;

public sealed class TemplateEndpointsTests : IAsyncLifetime
{
    private Workbench _bench = null!;
    private ApiServer _api = null!;

    public async ValueTask InitializeAsync()
    {
        _bench = await Workbench.CreateAsync();
        _api = await ApiServer.StartAsync(_bench);
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task Preview_EveryKnownName_IsRenderedWithoutAJob()
    {
        const string Template = "{{ title }} {{ cost | money }} {{ result.duration_seconds | duration }} {{ speakers.size }} {{ segments[0].text }} "
            + "{{ for c in chapters }}{{ c.start_seconds | timecode }} {{ end }}{{ summary.text | markdown_to_slack }} {{ transcript | string.slice 0 9 }}";

        var text = (await PreviewAsync(Template)).GetProperty("text").GetString();

        text.Should().StartWith("Weekly meeting $0.0285").And.Contain("Good morning").And.Contain("0:00 0:17").And.Contain("• *The release*: ").And.EndWith("Speaker 1");
        _bench.Api.Requests.Should().BeEmpty("a preview costs nothing");
    }

    [Fact]
    public async Task Preview_OwnVariables_Win()
    {
        using var answer = await _api.SendAsync(HttpMethod.Post, "templates/preview", new { template = "{{ title }} {{ mine.x }}", variables = new { title = "Other", mine = new { x = 1 } } });

        (await ReadAsync(answer)).GetProperty("text").GetString().Should().Be("Other 1");
    }

    [Fact]
    public async Task Preview_Mistake_IsNamedByLineAndColumn()
    {
        using var answer = await _api.SendAsync(HttpMethod.Post, "templates/preview", new { template = "ok\n  {{ titel }}" });

        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        var problem = await ReadAsync(answer);
        (problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32()).Should().Be((2, 6));
        problem.GetProperty("detail").GetString().Should().Contain("titel");
    }

    [Fact]
    public void Draft_WithABrokenTemplateInAnyInput_IsRefusedWithLineAndColumn()
    {
        var materializer = _bench.Get<WorkflowMaterializer>();
        var definition = DefinitionReader.Read("""
            { "definitionId": "d", "root": { "type": "Elsa.Sequence", "id": "root", "activities": [
              { "type": "Elsa.WriteLine", "id": "a", "name": "Say", "text": { "typeName": "String", "expression": { "type": "Scriban", "value": "one\n{{ if x }}" } } },
              { "type": "Transcribe.RenderTemplate", "id": "b", "name": "Render", "template": { "typeName": "String", "expression": { "type": "Literal", "value": "{{ 1 + }}" } } },
              { "type": "Elsa.WriteLine", "id": "c", "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "1 +" } } } ] } }
            """);

        var problems = materializer.ValidateDraft(definition).Select(problem => problem.ToString()).ToList();

        problems.Should().HaveCount(2, "JavaScript is still being typed");
        problems[0].Should().StartWith("Say.Text: Template, line 2, column ");
        problems[1].Should().StartWith("Render.Template: Template, line 1, column ");
    }

    [Fact]
    public async Task Run_NamesForATranscription_AreFoundWhereverTheRunHoldsThem()
    {
        var run = new EngineRun(_bench, new RenderTemplate { Template = new Input<string>("{{ title }} {{ cost | money }} {{ chapters.size }} {{ result.id }}") });

        await run.StartAsync(new Dictionary<string, object>
        {
            ["Finished"] = new FinishedTranscription { Id = "4821", Title = "A talk", ChargeUsd = 0.5m },
            ["Summary"] = new Summary { Chapters = [new SummaryPart()] },
        });

        run.Outputs["Result"].Should().Be("A talk $0.50 1 4821");
    }

    private async Task<JsonElement> PreviewAsync(string template)
    {
        using var answer = await _api.SendAsync(HttpMethod.Post, "templates/preview", new { template });
        return await ReadAsync(answer);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) => JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(Workbench.Token));
}
