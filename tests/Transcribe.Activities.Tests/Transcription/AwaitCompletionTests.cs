using Microsoft.Extensions.DependencyInjection;
using Transcribe.Activities.Ledger.Watching;
using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Transcription;
using Transcribe.Activities.Transcription.Reading;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;

namespace Transcribe.Activities.Tests.Transcription;

public sealed class AwaitCompletionTests : IAsyncLifetime
{
    private const string DelayBookmark = "Elsa.Delay";

    private Workbench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Workbench.CreateAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Execute_JobRuns_WaitsOnAStimulusThatASenderCanKnow()
    {
        var run = await StartAsync();

        run.State.SubStatus.Should().Be(WorkflowSubStatus.Suspended);
        var bookmark = run.State.Bookmarks.Single(x => x.Name == AwaitCompletion.BookmarkName);
        bookmark.Payload.Should().Be(new TranscriptionFinishedStimulus("default", "4821"));
        bookmark.CallbackMethodName.Should().Be("OnTranscriptionFinishedAsync");
        bookmark.Hash.Should().Be(StimulusHasher.Hash(AwaitCompletion.BookmarkName, new TranscriptionFinishedStimulus("default", "4821"), null));
        run.State.Bookmarks.Single(x => x.Name == DelayBookmark).DueAt.Should().Be(_bench.Clock.GetUtcNow() + TimeSpan.FromHours(6));
    }

    [Theory]
    [InlineData("completed", null, "Completed")]
    [InlineData("failed", "No audio.", "Failed")]
    [InlineData("cancelled", null, "Canceled")]
    public async Task Resume_JobEnded_HasTheOutcome(string status, string? error, string outcome)
    {
        var run = await StartAsync();
        await EndAsync(status, error);

        await run.ResumeAsync(AwaitCompletion.BookmarkName);

        run.Outcomes.Should().Equal(outcome);
        run.State.Status.Should().Be(WorkflowStatus.Finished);
        run.State.Bookmarks.Should().BeEmpty();
        run.Outputs["Result"].Should().BeEquivalentTo(new { Id = "4821", Status = status, Title = "A talk about rivers", Language = "en", Connection = "default" });
        run.Outputs["Duration"].Should().Be(TimeSpan.FromSeconds(65.5));
        run.Outputs["Cost"].Should().Be(0.057m);
        if (error is not null)
            run.Outputs["Reason"].Should().Be(error);
    }

    [Fact]
    public async Task Execute_AlreadyEnded_GoesOnAtOnce()
    {
        var job = await _bench.SubmitAsync();
        await EndAsync();

        var run = await StartAsync(job);

        run.Outcomes.Should().Equal("Completed");
    }

    [Fact]
    public async Task Execute_JobFromElsewhere_IsReadAtOnceAndWatched()
    {
        var ended = _bench.Api.AddJob();
        _bench.Api.End(ended);
        var running = _bench.Api.AddJob();

        (await StartAsync(ended)).Outcomes.Should().Equal("Completed");
        (await StartAsync(int.Parse(running))).State.SubStatus.Should().Be(WorkflowSubStatus.Suspended);

        (await _bench.Ledger.ListOpenAsync(Workbench.Token)).Should().ContainSingle().Which.JobId.Should().Be(running);
    }

    [Fact]
    public async Task Execute_JobThatDoesNotExist_Fails()
    {
        var run = await StartAsync("999");

        run.Outcomes.Should().Equal("Failed");
        run.Outputs["Reason"].Should().BeOfType<string>().Which.Should().Contain("999");
    }

    [Fact]
    public async Task Execute_NoJob_IsAnIncidentThatSaysWhatToDo()
    {
        var run = await StartAsync(new Dictionary<string, object>());

        run.State.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        run.State.Incidents.Should().ContainSingle().Which.Message.Should().Contain("'Job' names no job").And.Contain("the result of Submit Transcription");
        run.State.Bookmarks.Should().BeEmpty();
    }

    [Theory]
    [InlineData(null, null, 1)]
    [InlineData("Literal", "", 1)]
    [InlineData("JavaScript", " ", 1)]
    [InlineData("JavaScript", "getVariable('Job')", 0)]
    [InlineData("Literal", "4821", 0)]
    [InlineData("Literal", "", 1, true)]
    [InlineData("Literal", null, 1, true)]
    [InlineData("Literal", "4821", 0, true)]
    public void Publish_WithoutAJob_IsRefusedForEveryStepThatNeedsOne(string? type, string? job, int problems, bool isDocument = false)
    {
        var value = type is null ? null! : new Input<object>(new Expression(type, isDocument ? System.Text.Json.JsonSerializer.SerializeToElement(job) : job));
        var validators = _bench.Services.GetServices<IDefinitionValidator>().ToList();

        foreach (var activity in new IActivity[] { new AwaitCompletion { Job = value }, new GetTranscript { Job = value }, new RetryTranscription { Job = value }, new Summarize { Transcript = value } })
        {
            var graph = _bench.Get<WorkflowMaterializer>().Materialize(activity);
            validators.SelectMany(validator => validator.Validate(graph)).Where(problem => problem.Message.Contains("names no job")).Should().HaveCount(problems, activity.Type);
        }
    }

    [Fact]
    public async Task Resume_ForgedNews_GoesOnWaiting()
    {
        var run = await StartAsync();

        await run.ResumeAsync(AwaitCompletion.BookmarkName);

        run.State.SubStatus.Should().Be(WorkflowSubStatus.Suspended);
        run.State.Bookmarks.Should().HaveCount(2);

        await EndAsync();
        await run.ResumeAsync(AwaitCompletion.BookmarkName);
        run.Outcomes.Should().Equal("Completed");
    }

    [Fact]
    public async Task Resume_ApiDownAndEndUnknown_GoesOnWaiting()
    {
        var run = await StartAsync();
        _bench.Api.FailNext(503, "internal_error");

        await run.ResumeAsync(AwaitCompletion.BookmarkName);

        run.State.SubStatus.Should().Be(WorkflowSubStatus.Suspended);
        run.State.Incidents.Should().BeEmpty();
    }

    [Fact]
    public async Task TimeOut_JobStillRuns_IsTimedOutWithReason()
    {
        var run = await StartAsync();

        await run.ResumeAsync(DelayBookmark);

        run.Outcomes.Should().Equal("Timed Out");
        run.Outputs["Reason"].Should().Be("Job '4821' had not ended after 6 h and was still 'queued'. It goes on at the vendor's.");
        run.State.Bookmarks.Should().BeEmpty();
    }

    [Fact]
    public async Task TimeOut_JobEndedUnnoticed_IsCompleted()
    {
        var run = await StartAsync();
        _bench.Api.End("4821");

        await run.ResumeAsync(DelayBookmark);

        run.Outcomes.Should().Equal("Completed");
    }

    [Fact]
    public async Task TimeOut_ApiDown_StillEnds()
    {
        var run = await StartAsync();
        _bench.Api.FailNext(503, "internal_error");

        await run.ResumeAsync(DelayBookmark);

        run.Outcomes.Should().Equal("Timed Out");
    }

    [Fact]
    public async Task Resume_InputsGiveSomethingElseByThen_NeitherJobNorDeadlineMove()
    {
        await _bench.SubmitAsync();
        var evaluations = 0;
        var run = new EngineRun(_bench, new AwaitCompletion
        {
            Job = new Input<object>(_ => evaluations++ == 0 ? "4821" : "999"),
            Timeout = new Input<TimeSpan>(_ => TimeSpan.FromHours(evaluations)),
        });
        await run.StartAsync();
        var due = run.State.Bookmarks.Single(x => x.Name == DelayBookmark).DueAt;

        await run.ResumeAsync(AwaitCompletion.BookmarkName);

        evaluations.Should().BeGreaterThan(1);
        run.State.Bookmarks.Single(x => x.Name == DelayBookmark).DueAt.Should().Be(due);
        run.State.Bookmarks.Single(x => x.Name == AwaitCompletion.BookmarkName).Payload.Should().Be(new TranscriptionFinishedStimulus("default", "4821"));
        await EndAsync();
        await run.ResumeAsync(AwaitCompletion.BookmarkName);
        run.Outputs["Result"].Should().BeEquivalentTo(new { Id = "4821" });
    }

    [Fact]
    public async Task Path_SubmitAwaitSummarizeWithCallback_TakesThreeCalls()
    {
        var run = await StartAsync();
        await EndAsync();
        await run.ResumeAsync(AwaitCompletion.BookmarkName);
        await _bench.Get<Summarizer>().SummarizeAsync(JobReference.From(run.Outputs["Result"])!, new SummaryWish(SummaryStyle.Bullets, 0), Workbench.Token);

        _bench.Api.Requests.Select(request => $"{request.Method} {request.Path}").Should().Equal(
            "POST /api/v1/transcriptions", "GET /api/v1/transcriptions/4821", "GET /api/v1/transcriptions/4821/result");
    }

    private async Task EndAsync(string status = "completed", string? error = null)
    {
        _bench.Api.End("4821", status, error);
        await _bench.Get<JobSweep>().ReadAsync("default", "4821", Workbench.Token);
    }

    private async Task<EngineRun> StartAsync(object? job = null)
    {
        job ??= await _bench.SubmitAsync();
        var run = new EngineRun(_bench, new AwaitCompletion { Job = new Input<object>(job) });
        await run.StartAsync();
        return run;
    }
}
