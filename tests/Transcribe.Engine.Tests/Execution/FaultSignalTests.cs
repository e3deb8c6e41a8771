using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Tests.Support;

namespace Transcribe.Engine.Tests.Execution;

/// <summary>Activities that handle the faults of those inside them.</summary>
public sealed class FaultSignalTests
{
    private readonly TestRun _run = new();

    [Fact]
    [Trait("Scenario", "25 Fault signals")]
    public async Task FaultSignal_Handled_KeepsTheIncidentStrategyOut()
    {
        await _run.StartAsync(new Sequence { Activities = [new Guard { Body = new Fault() }, new WriteLine("after")] });

        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        _run.Lines.Should().Equal("after");
        _run.State.Incidents.Should().ContainSingle("what happened stays on record");
    }

    [Fact]
    [Trait("Scenario", "25 Fault signals")]
    public async Task FaultSignal_DeclinedByTheInner_ReachesTheOuter()
    {
        await _run.StartAsync(new Guard { Body = new Guard { Declines = true, Body = new Fault() } });

        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    [Trait("Scenario", "25 Fault signals")]
    public async Task FaultSignal_DeclinedByAll_LeavesItToTheStrategy()
    {
        await _run.StartAsync(new Guard { Declines = true, Body = new Fault() });

        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
    }

    [Fact]
    public async Task FaultSignal_HandlerThatFails_LeavesItToTheStrategy()
    {
        await _run.StartAsync(new Guard { Breaks = true, Body = new Fault() });

        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        _run.Commits[^1].Journal.Should().Contain(entry => entry.EventName == "Fault handler failed" && entry.Message == "broken");
    }

    [Fact]
    public async Task RecoverFromFault_InTheHandler_LetsTheActivityRunAgain()
    {
        await _run.StartAsync(new Retry { Body = new Unsteady() });

        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        _run.State.ActivityExecutionContexts[0].FaultCount.Should().Be(0);
        _run.Commits[^1].Journal.Where(entry => entry.Context.Activity is Unsteady).Select(entry => entry.EventName)
            .Should().Equal("Started", "Faulted", "Recovered", "Started", "Completed");
    }

    [Fact]
    public async Task IncidentStrategy_OfTheHost_IsAskedByName()
    {
        _run.Options.IncidentStrategy = nameof(ContinueWithIncidentsStrategy);

        await _run.StartAsync(new Transcribe.Engine.Activities.Parallel { Activities = [new Fault(), new WriteLine("other")] });

        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        _run.Lines.Should().Equal("other");
    }

    private sealed class Guard : Activity
    {
        public Guard()
            : base(source: null, line: null) => OnSignalReceived<FaultSignal>(OnFaultAsync);

        public bool Declines { get; init; }

        public bool Breaks { get; init; }

        public IActivity? Body { get; init; }

        protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => context.ScheduleActivityAsync(Body, OnBodyAsync);

        private static ValueTask OnBodyAsync(ActivityCompletedContext context) => context.CompleteActivityAsync();

        private ValueTask OnFaultAsync(FaultSignal signal, SignalContext context)
        {
            if (Breaks)
                throw new InvalidOperationException("broken");
            if (Declines)
                return ValueTask.CompletedTask;

            context.StopPropagation();
            return context.ReceiverActivityExecutionContext.CompleteActivityAsync();
        }
    }

    private sealed class Retry : Activity
    {
        public Retry()
            : base(source: null, line: null) => OnSignalReceived<FaultSignal>(OnFaultAsync);

        public IActivity? Body { get; init; }

        protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => context.ScheduleActivityAsync(Body, OnBodyAsync);

        private static ValueTask OnBodyAsync(ActivityCompletedContext context) => context.CompleteActivityAsync();

        private ValueTask OnFaultAsync(FaultSignal signal, SignalContext context)
        {
            context.StopPropagation();
            signal.FaultedContext.RecoverFromFault();
            return context.ReceiverActivityExecutionContext.ScheduleActivityAsync(
                Body, new ScheduleWorkOptions { ExistingActivityExecutionContext = signal.FaultedContext, CompletionCallback = OnBodyAsync });
        }
    }

    private sealed class Unsteady() : CodeActivity(source: null, line: null)
    {
        protected override void Execute(ActivityExecutionContext context)
        {
            if (context.UpdateProperty<int>("tries", tries => tries + 1) == 1)
                throw new InvalidOperationException("the first time it fails");
        }
    }
}
