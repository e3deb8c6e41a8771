using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Tests.Support;

namespace Transcribe.Engine.Tests.Activities;

public sealed class SequenceTests
{
    private readonly TestRun _run = new();

    [Fact]
    [Trait("Scenario", "1 Sequence")]
    public async Task Sequence_ThreeLines_WritesThemInOrderAndFinishes()
    {
        await _run.StartAsync(new Sequence { Activities = [new WriteLine("1"), new WriteLine("2"), new WriteLine("3")] });

        _run.Lines.Should().Equal("1", "2", "3");
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    [Trait("Scenario", "2 Sequence with Break")]
    public async Task Sequence_BreakOutsideALoop_EndsTheSequence()
    {
        await _run.StartAsync(new Sequence { Activities = [new WriteLine("1"), new Break(), new WriteLine("2")] });

        _run.Lines.Should().Equal("1");
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    [Trait("Scenario", "4 Sequence with Complete")]
    public async Task Sequence_CompleteInTheMiddle_EndsTheWorkflow()
    {
        await _run.StartAsync(new Sequence { Activities = [new Sequence { Activities = [new WriteLine("1"), new Complete(), new WriteLine("2")] }, new WriteLine("3")] });

        _run.Lines.Should().Equal("1");
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Sequence_JournalOfTwoLines_HasUpstreamsOrder()
    {
        await _run.StartAsync(new Sequence { Id = "seq", Activities = [new WriteLine("1") { Id = "a" }, new WriteLine("2") { Id = "b" }] });

        _run.Commits.SelectMany(commit => commit.Journal).Select(entry => $"{entry.Context.Activity.Id} {entry.EventName}").Should().Equal(
            "Workflow1 Started", "seq Started", "a Started", "a Completed", "b Started", "b Completed", "seq Completed", "Workflow1 Completed");
    }

    [Fact]
    [Trait("Scenario", "40 Blocking")]
    public async Task Sequence_BlockingActivity_SuspendsAndGoesOnWhenResumed()
    {
        await _run.StartAsync(new Sequence { Activities = [new WriteLine("1"), new Blocking { Id = "wait" }, new WriteLine("2")] });

        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Suspended);
        _run.Lines.Should().Equal("1");

        await _run.ResumeAsync("wait");

        _run.Lines.Should().Equal("1", "2");
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        _run.State.Bookmarks.Should().BeEmpty();
    }

    [Fact]
    [Trait("Scenario", "17 Fault")]
    public async Task Sequence_FaultInTheMiddle_FaultsTheRunAndKeepsTheMessage()
    {
        await _run.StartAsync(new Sequence { Activities = [new WriteLine("1"), new Fault { Message = new("no audio") }, new WriteLine("2")] });

        _run.Lines.Should().Equal("1");
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        _run.State.Incidents.Should().ContainSingle().Which.Message.Should().Be("no audio");
    }

    [Fact]
    [Trait("Scenario", "18 Finish")]
    public async Task Finish_InNestedSequence_RemovesBookmarksAndEndsEverything()
    {
        await _run.StartAsync(new Sequence { Activities = [new Sequence { Activities = [new WriteLine("1"), new Finish(), new WriteLine("2")] }, new WriteLine("3")] });

        _run.Lines.Should().Equal("1");
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }
}
