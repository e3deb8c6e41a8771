using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Tests.Support;

namespace Transcribe.Engine.Tests.Authoring;

/// <summary>Activities that hear signals by overriding, and activities that are no <see cref="Activity"/>.</summary>
public sealed class SignalHandlerTests
{
    private readonly TestRun _run = new();

    [Fact]
    public async Task OnSignalReceived_Overridden_HearsEverySignalBeforeTheHandlers()
    {
        var hearing = new Hearing(new Ringing());

        await _run.StartAsync(hearing);

        hearing.Heard.Should().StartWith(["synchronous Ring", "asynchronous Ring", "handler Ring"]);
    }

    [Fact]
    public async Task Handler_ThatIsNoActivityOfOurs_HearsSignalsToo()
    {
        var bare = new Bare(new Ringing());

        await _run.StartAsync(bare);

        bare.Heard.Should().Be(1);
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Trigger_WithAResult_IsAnActivityWithAResult()
    {
        var trigger = new Gong();

        await _run.StartAsync(trigger);

        trigger.Should().BeAssignableTo<Activity<string>>().And.BeAssignableTo<ITrigger>();
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    private sealed record Ring;

    private sealed class Ringing() : CodeActivity(source: null, line: null)
    {
        protected override async ValueTask ExecuteAsync(ActivityExecutionContext context) => await context.SendSignalAsync(new Ring());
    }

    private sealed class Hearing : Activity
    {
        public Hearing(IActivity body)
            : base(source: null, line: null)
        {
            Body = body;
            OnSignalReceived<Ring>((_, _) => Heard.Add("handler Ring"));
        }

        public IActivity Body { get; }

        public List<string> Heard { get; } = [];

        protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => context.ScheduleActivityAsync(Body);

        protected override ValueTask OnSignalReceivedAsync(object signal, SignalContext context)
        {
            var received = base.OnSignalReceivedAsync(signal, context);
            Heard.Add($"asynchronous {signal.GetType().Name}");
            return received;
        }

        protected override void OnSignalReceived(object signal, SignalContext context) => Heard.Add($"synchronous {signal.GetType().Name}");
    }

    private sealed class Gong() : Trigger<string>(source: null, line: null)
    {
        protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => context.CompleteActivityAsync();
    }

    /// <summary>All of the contract, and nothing of the base class.</summary>
    private sealed class Bare(IActivity body) : IActivity, ISignalHandler, IHoldsActivities
    {
        public string Id { get; set; } = null!;

        public string NodeId { get; set; } = null!;

        public string? Name { get; set; }

        public string Type { get; set; } = "Test.Bare";

        public int Version { get; set; } = 1;

        public IDictionary<string, object> CustomProperties { get; set; } = new Dictionary<string, object>();

        public IDictionary<string, object> SyntheticProperties { get; set; } = new Dictionary<string, object>();

        public IDictionary<string, object> Metadata { get; set; } = new Dictionary<string, object>();

        public int Heard { get; private set; }

        public IEnumerable<IActivity> GetHeldActivities() => [body];

        public ValueTask<bool> CanExecuteAsync(ActivityExecutionContext context) => new(true);

        public ValueTask ExecuteAsync(ActivityExecutionContext context) => context.ScheduleActivityAsync(body, OnBodyCompletedAsync);

        public ValueTask ReceiveSignalAsync(object signal, SignalContext context)
        {
            Heard += signal is Ring ? 1 : 0;
            return ValueTask.CompletedTask;
        }

        private ValueTask OnBodyCompletedAsync(ActivityCompletedContext context) => context.CompleteActivityAsync();
    }
}
