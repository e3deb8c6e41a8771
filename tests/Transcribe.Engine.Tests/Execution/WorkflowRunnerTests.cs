using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Tests.Support;

namespace Transcribe.Engine.Tests.Execution;

public sealed class WorkflowRunnerTests
{
    private readonly TestRun _run = new();

    private IWorkflowRunner Runner => _run.Service<IWorkflowRunner>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_WorkflowInCode_GivesItsResult() =>
        (await Runner.RunAsync<Sum, int>(new RunWorkflowOptions { Input = new Dictionary<string, object> { ["A"] = 40 } }, Token)).Should().Be(42);

    [Fact]
    public async Task RunAsync_Options_ReachTheRun()
    {
        var options = new RunWorkflowOptions { WorkflowInstanceId = "one", CorrelationId = "c", Variables = new Dictionary<string, object> { ["Two"] = 3 } };

        var result = await Runner.RunAsync(new Sum(), options, Token);

        result.WorkflowState.Id.Should().Be("one");
        result.WorkflowState.CorrelationId.Should().Be("c");
        result.Workflow.DefinitionId.Should().Be(nameof(Sum));
        result.Result.Should().Be(3);
    }

    [Fact]
    public async Task RunAsync_WithAKeptState_GoesOnFromIt()
    {
        var first = await Runner.RunAsync(new Sequence { Activities = [new Blocking(), new WriteLine("after")] }, cancellationToken: Token);
        first.WorkflowState.SubStatus.Should().Be(WorkflowSubStatus.Suspended);

        var options = new RunWorkflowOptions { BookmarkId = first.WorkflowState.Bookmarks.Single().Id };
        var second = await Runner.RunAsync(first.Graph, first.WorkflowState, options, Token);

        second.WorkflowState.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        _run.Lines.Should().Equal("after");
    }

    [Fact]
    [Trait("Scenario", "21 Container")]
    public async Task Builder_WithoutNames_GivesVariablesTheirOwn()
    {
        var builder = new WorkflowBuilder { Name = "Built" };
        var one = builder.WithVariable(1);
        var two = builder.WithVariable("two");
        builder.WithInput<string>("Text", "A text.");
        builder.Root = new Inline(() => { });

        var workflow = builder.Build();

        workflow.Variables.Should().Equal(one, two);
        one.Name.Should().NotBe(two.Name);
        workflow.Inputs.Should().ContainSingle().Which.Type.Should().Be("String");
        (await Runner.RunAsync(workflow, cancellationToken: Token)).WorkflowState.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Authoring_ReferencesAndLiterals_CarryValues()
    {
        var sum = new Variable<int>().WithId("sum").WithName("Total").WithValue(0).WithStorageDriver<WorkflowInstanceStorageDriver>();
        var list = new Input<ICollection<int>>(new ObjectLiteral("[1, 2, 3]"));

        await _run.StartAsync(new Sequence
        {
            Variables = [sum],
            Activities = [new Add(sum) { Numbers = list }, new WriteLine { Text = new(new MemoryBlockReference("sum")) }, new WriteLine { Text = new(async () => await Task.FromResult("end")) }],
        });

        _run.State.Incidents.Should().BeEmpty();
        _run.Lines.Should().Equal("6", "end");
    }

    [Fact]
    public async Task Helpers_OfAnActivity_SeeItsSurroundings()
    {
        var seen = new List<object?>();
        var probe = new Inline(context =>
        {
            context.SetMetadata("turns", 1);
            seen.Add(context.UpdateMetadata<int>("turns", turns => turns + 1));
            context.CreateVariable("Own", 5);
            seen.Add(context.GetVariableValues()["Own"]);
            seen.Add(context.TryGet(new MemoryBlockReference("N"), out var value) ? value : null);
            seen.Add(context.TryGet(new MemoryBlockReference("none"), out _));
            seen.Add(context.FindParentWithVariableContainer()!.Activity.GetType());
        });

        await _run.StartAsync(new Sequence { Variables = [new Variable<int>("N", 7)], Activities = [probe] });

        seen.Should().Equal(2, 5, 7, false, typeof(Sequence));
    }

    [Fact]
    public async Task ScheduleActivitiesAsync_Children_TakeTurnsAndWaitForEvents()
    {
        await _run.StartAsync(new Fan { Id = "fan", Children = [new WriteLine("a"), new WriteLine("b")] });
        _run.Lines.Should().Equal("a", "b");

        await _run.ResumeAsync("fan", new Dictionary<string, object> { [Event.PayloadInput] = "news" });

        _run.Lines.Should().Equal("a", "b");
        _run.State.Name.Should().Be("news");
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task RunAsync_AnActivityNeitherCompletesNorWaits_TheRunEndsAndNamesIt()
    {
        await _run.StartAsync(new Sequence { Activities = [new Idle { Name = "The idle one" }, new WriteLine("never")] });

        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        _run.State.Incidents.Single().Message.Should().Be("'The idle one' has neither completed nor waits for anything, so the run could never go on.");
        _run.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task RunAsync_AnActivityIsIdleBesideOneThatWaits_TheRunWaitsAndEndsThere()
    {
        await _run.StartAsync(new Transcribe.Engine.Activities.Parallel { Activities = [new Idle { Id = "idle" }, new Blocking { Id = "wait" }] });
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Suspended);

        await _run.ResumeAsync("wait");

        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        _run.State.Incidents.Single().ActivityId.Should().Be("idle");
    }

    private sealed class Idle() : Activity(source: null, line: null)
    {
        protected override void Execute(ActivityExecutionContext context) => context.JournalData["Done"] = false;
    }

    private sealed class Sum : WorkflowBase<int>
    {
        protected override void Build(IWorkflowBuilder builder)
        {
            builder.WithInput<int>("A");
            var two = builder.WithVariable("Two", 2);
            builder.Root = new Inline(context => Result.Set(context, (context.TryGetWorkflowInput<int>("A", out var a) ? a : 0) + two.Get(context)));
        }
    }

    private sealed class Add(MemoryBlockReference output) : CodeActivity<int>(output, source: null, line: null)
    {
        public Input<ICollection<int>> Numbers { get; set; } = null!;

        protected override void Execute(ActivityExecutionContext context) => context.SetResult(Numbers.Get(context).Sum());
    }

    private sealed class Fan() : Activity(source: null, line: null)
    {
        public ICollection<IActivity> Children { get; set; } = [];

        protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
        {
            context.WaitForEvent("news", OnNewsAsync);
            await context.ScheduleActivitiesAsync([.. Children]);
        }

        private ValueTask OnNewsAsync(ActivityExecutionContext context)
        {
            context.WorkflowExecutionContext.Name = (string?)context.GetEventInput();
            return context.CompleteActivityAsync();
        }
    }
}
