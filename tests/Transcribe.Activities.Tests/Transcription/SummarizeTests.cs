using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Transcription;
using Transcribe.Engine.Authoring;

namespace Transcribe.Activities.Tests.Transcription;

public sealed class SummarizeTests : IAsyncLifetime
{
    private Workbench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        _bench = await Workbench.CreateAsync();
        _bench.Api.End(_bench.Api.AddJob());
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Execute_CompletedJob_IsDone()
    {
        var run = await RunAsync(CreateSut());

        run.Outcomes.Should().Equal("Done");
        run.Outputs["Text"].Should().Be("- **Springs** (0:00): Where rivers begin.");
        run.Outputs["Result"].Should().BeOfType<Summary>().Which.Title.Should().Be("A talk about rivers");
    }

    [Fact]
    public async Task Execute_WithTemplate_WritesTheTextByIt()
    {
        var sut = CreateSut();
        sut.Template = new Input<string?>("{{ summary.title }}: {{ summary.chapters[0].title }} for {{ audience }}");

        var run = await RunAsync(sut, new Dictionary<string, object> { ["audience"] = "all" });

        run.Outputs["Text"].Should().Be("A talk about rivers: Springs for all");
        run.Outputs["Result"].Should().BeOfType<Summary>().Which.Text.Should().Be("A talk about rivers: Springs for all");
    }

    [Fact]
    public async Task Execute_WrongTemplate_FailsWithLine()
    {
        var sut = CreateSut();
        sut.Template = new Input<string?>("{{ sumary.title }}");

        var run = await RunAsync(sut);

        run.Outcomes.Should().Equal("Failed");
        run.Outputs["Reason"].Should().BeOfType<string>().Which.Should().Contain("line 1, column");
    }

    [Fact]
    public async Task Execute_JobStillRuns_Fails()
    {
        var run = await RunAsync(new Summarize { Transcript = new Input<object>(_bench.Api.AddJob()) });

        run.Outcomes.Should().Equal("Failed");
        run.Outputs["Reason"].Should().NotBeNull();
    }

    [Fact]
    public async Task Execute_NoTranscript_IsAnIncidentThatSaysWhatToDo() =>
        (await RunAsync(new Summarize())).State.Incidents.Should().ContainSingle().Which.Message.Should().StartWith("'Transcript' names no job.");

    private static Summarize CreateSut() => new() { Transcript = new Input<object>("4821") };

    private async Task<EngineRun> RunAsync(IActivity activity, IDictionary<string, object>? input = null)
    {
        var run = new EngineRun(_bench, activity);
        await run.StartAsync(input);
        return run;
    }
}
