using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Expressions;
using Transcribe.Engine.Tests.Support;
using Scriban.Runtime;

namespace Transcribe.Engine.Tests.Authoring;

/// <summary>Members of the authoring API that hardly any activity needs, and those that have them do.</summary>
public sealed class AuthoringMemberTests
{
    private readonly TestRun _run = new();

    [Fact]
    public async Task Inputs_OfEveryKind_AreEvaluated()
    {
        var variable = new Variable<string>("V", "variable");
        Input<string?>[] inputs =
        [
            new("literal", "id"), new(new Literal<string>("typed")), new(Literal.From("from")), new(new ObjectLiteral<string>("json")), new(variable),
            new(() => "function"), new(() => new ValueTask<string?>("asynchronous")), new(context => context.GetVariable<string>("V") + "!"),
            new(_ => new ValueTask<string?>("both")), new(new Expression("JavaScript", "'a' + 'b'"), new MemoryBlockReference("place")),
        ];

        await _run.StartAsync(new Sequence { Variables = [variable], Activities = [.. inputs.Select(input => new WriteLine(input))] });

        _run.Lines.Should().Equal("literal", "typed", "from", "json", "variable", "function", "asynchronous", "variable!", "both", "ab");
    }

    [Fact]
    public async Task Input_ByItsReference_GivesTheEvaluatedValue()
    {
        var input = new Input<string>(new Expression("JavaScript", "'x' + 1"));

        await _run.StartAsync(new Looking(input, context => context.Get(input.MemoryBlockReference())));

        _run.Lines.Should().Equal("x1");
    }

    [Fact]
    public async Task Output_BoundByAFunction_ReachesTheVariable()
    {
        var variable = new Variable<object>("V");

        await _run.StartAsync(new Sequence
        {
            Variables = [variable], Activities = [new Inline<int>(() => 42) { Result = new Output<int>(() => variable) }, new WriteLine(variable)],
        });

        _run.Lines.Should().Equal("42");
    }

    [Fact]
    public async Task Memory_AsExpressionsSeeIt_IsReadAndWritten()
    {
        var variable = new Variable<int>("V", 1, "v");
        object? seen = null;

        await _run.StartAsync(new Sequence
        {
            Variables = [variable],
            Activities =
            [
                new Inline(context =>
                {
                    var expressions = context.ExpressionExecutionContext;
                    variable.Set(expressions, 5);
                    context.Set(variable, 6, block => seen = (block.Variable.Name, block.Value));
                    expressions.TryGet(variable, out var value).Should().BeTrue();
                    expressions.TryGet(new MemoryBlockReference("nowhere"), out _).Should().BeFalse();
                    value.Should().Be(6);
                    variable.Get(expressions).Should().Be(6);
                    expressions.GetBlock(variable).Value.Should().Be(6);
                    expressions.GetVariable<int>("V").Should().Be(6);
                    expressions.ParentContext!.Memory!.Blocks["v"].Value.Should().Be(6);
                    expressions.ParentContext.Memory.HasBlock("v").Should().BeTrue();
                    expressions.TransientProperties["k"] = 1;
                    context.TransientProperties.Should().ContainKey("k");
                    expressions.IsContainedWithinCompositeActivity().Should().BeFalse();
                }),
            ],
        });

        _run.State.Incidents.Should().BeEmpty();
        seen.Should().Be(("V", (object)6));
    }

    [Fact]
    public async Task Context_OfTheRun_ShowsWhatIsQueuedWhoListensAndWhatHappened()
    {
        await _run.StartAsync(new Transcribe.Engine.Activities.Parallel
        {
            Activities =
            [
                new Inline(context =>
                {
                    var run = context.WorkflowExecutionContext;
                    run.Scheduler.HasAny.Should().BeTrue();
                    run.Scheduler.List().Select(item => item.Activity.Id).Should().Equal("withdrawn", "kept");
                    run.Scheduler.RemoveWhere(item => item.Activity.Id == "withdrawn");
                    run.CompletionCallbacks.Select(entry => entry.Child.Activity.Id).Should().Contain(["kept", context.Activity.Id]);
                    run.FindActivityById("kept").Should().BeSameAs(run.FindActivityByNodeId("Workflow1:Parallel1:kept"));
                    run.FindActivity(ActivityHandle.FromActivityInstanceId(context.Id)).Should().BeSameAs(context.Activity);
                    run.FindNodeByActivity(context.Activity).NodeId.Should().Be(context.NodeId);
                    run.ResumedBookmarkContext.Should().BeNull();
                    context.IsDirty.Should().BeTrue();
                    var entry = context.AddExecutionLogEntry("Looked", "around");
                    run.ExecutionLog.Should().Contain(entry!.Value).And.Contain(known => known.EventName == "Started");
                }),
                new WriteLine("withdrawn") { Id = "withdrawn" },
                new WriteLine("kept") { Id = "kept" },
            ],
        });

        _run.State.Incidents.Should().BeEmpty();
        _run.Lines.Should().Equal("kept");
    }

    [Fact]
    public async Task Resume_TellsWhichBookmarkItIs()
    {
        await _run.StartAsync(new Asking());
        var waiting = _run.State.Bookmarks.Single();

        await _run.ResumeAsync(waiting.ActivityId);

        _run.Lines.Should().Equal($"resumed by {waiting.Id}");
    }

    [Fact]
    public async Task Output_OfTheRegister_IsFoundByIdAndName()
    {
        await _run.StartAsync(new Sequence
        {
            Activities =
            [
                new Inline<string>(() => "made") { Id = "maker", Name = "Maker" },
                new Inline(context =>
                {
                    var outputs = context.WorkflowExecutionContext.GetActivityOutputRegister();
                    outputs.FindOutputByActivityId("maker").Should().Be("made");
                    outputs.FindOutputByActivityId("Maker", "Result").Should().Be("made");
                    outputs.FindLastResult().Should().Be("made");
                }),
            ],
        });

        _run.State.Incidents.Should().BeEmpty();
    }

    [Fact]
    public async Task Port_ItsOutcome_IsItsName()
    {
        await _run.StartAsync(new Ports());

        _run.Lines.Should().Equal("Approve Body");
    }

    [Fact]
    public void Attribute_WithTypeAndVersion_NamesTheActivity()
    {
        var descriptor = ActivityDescriber.Describe(typeof(Versioned));

        (descriptor.TypeName, descriptor.Version, descriptor.Description, descriptor.Category).Should().Be(("Acme.Thing", 2, "Does it.", "Things"));
    }

    [Fact]
    public async Task Loops_OfAType_HaveItemsOfTheType()
    {
        await _run.StartAsync(new Sequence
        {
            Activities =
            [
                new ForEach<int> { Items = new(new[] { 1, 2 }), Body = new WriteLine(context => $"{context.GetVariable<int>("CurrentValue") + 1}") },
                new ParallelForEach<int> { Items = new(new object[] { "7" }), Body = new WriteLine(context => $"{context.GetVariableInScope("CurrentValue")!.GetType().Name}") },
            ],
        });

        _run.Lines.Should().Equal("2", "3", "Int32");
    }

    [Fact]
    public async Task SetVariable_OfAType_ConvertsFirst()
    {
        var number = new Variable<int>("N");

        await _run.StartAsync(new Sequence
        {
            Variables = [number],
            Activities = [new SetVariable<int>(number, new(new Expression("JavaScript", "'12'"))), new WriteLine(context => context.GetVariableInScope("N")!.GetType().Name)],
        });

        _run.Lines.Should().Equal("Int32");
    }

    [Fact]
    public void RemoveActivity_TakesATypeAway()
    {
        var run = new TestRun(services => services.AddActivity<Asking>().AddActivity<Ports>().RemoveActivity<Asking>());

        run.Service<ActivityRegistry>().Find("Transcribe.Engine.Tests.Authoring.Asking").Should().BeNull();
        run.Service<ActivityRegistry>().Find("Transcribe.Engine.Tests.Authoring.Ports").Should().NotBeNull();
    }

    [Fact]
    public void DescriptorModifier_ChangesWhatDesignersAreTold()
    {
        var run = new TestRun(services => services.AddActivityDescriptorModifier<Hiding>());

        run.Service<ActivityRegistry>().Find("Elsa.WriteLine")!.IsBrowsable.Should().BeFalse();
    }

    [Fact]
    public void Hasher_GivesUpstreamsHash() =>
        _run.Service<IStimulusHasher>().Hash("Probe.Block", "hk14").Should().Be("ABB0328A6B34AC9782AD0496121DB905EC8090F1A60DD7C9EDF4C9099932C35D");

    [Fact]
    public void IdentityGenerator_MakesIdsInOrder() => _run.Service<IIdentityGenerator>().GenerateId().Should().HaveLength(24);

    [Fact]
    public async Task Scripts_AndTemplates_AreToldBeforeAndAfter()
    {
        var run = new TestRun(services => services.AddNotificationHandler<ScriptListener>());

        await run.StartAsync(new Sequence
        {
            Activities = [new WriteLine(new Input<string?>(new Expression("JavaScript", "answer + 1"))), new WriteLine(new Input<string?>(new Expression("Liquid", "{{ Answer }}!")))],
        });

        run.Lines.Should().Equal("42", "forty-two!");
        ScriptListener.LastResult.Should().Be(42);
    }

    private sealed class Looking(Input<string> input, Func<ActivityExecutionContext, object?> look) : CodeActivity(source: null, line: null)
    {
        public Input<string> Value { get; set; } = input;

        protected override void Execute(ActivityExecutionContext context) => context.GetRequiredService<IStandardOutStreamProvider>().GetTextWriter().WriteLine(look(context));
    }

    private sealed class Ports() : CodeActivity(source: null, line: null)
    {
        [Port("Approve", "Approve it")]
        public IActivity? Yes { get; set; }

        public IActivity? Body { get; set; }

        protected override void Execute(ActivityExecutionContext context) =>
            context.GetRequiredService<IStandardOutStreamProvider>().GetTextWriter().WriteLine($"{context.GetOutcomeName(nameof(Yes))} {context.GetOutcomeName(nameof(Body))}");
    }

    private sealed class Asking() : Activity(source: null, line: null)
    {
        protected override void Execute(ActivityExecutionContext context) => context.CreateBookmark(OnResumedAsync);

        private ValueTask OnResumedAsync(ActivityExecutionContext context)
        {
            context.GetRequiredService<IStandardOutStreamProvider>().GetTextWriter().WriteLine($"resumed by {context.WorkflowExecutionContext.ResumedBookmarkContext!.Bookmark.Id}");
            return context.CompleteActivityAsync();
        }
    }

    [Activity("Acme", "Thing", 2, "Does it.", "Things")]
    private sealed class Versioned() : CodeActivity(source: null, line: null);

    private sealed class Hiding : IActivityDescriptorModifier
    {
        public void Modify(ActivityDescriptor descriptor) => descriptor.IsBrowsable = false;
    }

    private sealed class ScriptListener : INotificationHandler<EvaluatingJavaScript>, INotificationHandler<EvaluatedJavaScript>, INotificationHandler<RenderingLiquidTemplate>
    {
        public static object? LastResult { get; private set; }

        public Task HandleAsync(EvaluatingJavaScript notification, CancellationToken cancellationToken)
        {
            notification.Engine.SetValue("answer", 41);
            return Task.CompletedTask;
        }

        public Task HandleAsync(EvaluatedJavaScript notification, CancellationToken cancellationToken)
        {
            LastResult = notification.Result;
            return Task.CompletedTask;
        }

        public Task HandleAsync(RenderingLiquidTemplate notification, CancellationToken cancellationToken)
        {
            notification.TemplateContext.PushGlobal(new ScriptObject { ["Answer"] = "forty-two" });
            return Task.CompletedTask;
        }
    }
}
