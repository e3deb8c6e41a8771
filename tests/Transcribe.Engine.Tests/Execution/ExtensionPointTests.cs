using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Tests.Support;

namespace Transcribe.Engine.Tests.Execution;

/// <summary>What hosts add around and below activities: middleware, storage drivers, output converters.</summary>
public sealed class ExtensionPointTests
{
    [Fact]
    public async Task Middleware_OfTheHost_StandsAroundBurstsAndActivitiesInOrder()
    {
        var log = new Log();
        var run = new TestRun(services => services.AddSingleton(log)
            .AddWorkflowExecutionMiddleware<AroundBursts>().AddActivityExecutionMiddleware<Outer>().AddActivityExecutionMiddleware<Inner>());

        await run.StartAsync(new Sequence { Id = "seq", Activities = [new Blocking { Id = "wait" }] });
        await run.ResumeAsync("wait");

        run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        log.Lines.Should().Equal(
            "burst begins", "> Workflow1", "Workflow1", "< Workflow1", "> seq", "seq", "< seq", "> wait", "wait", "< wait", "burst ends",
            "burst begins", "> wait", "wait", "< wait", "burst ends");
    }

    [Fact]
    public async Task Middleware_ThatThrows_FaultsTheActivity()
    {
        var run = new TestRun(services => services.AddActivityExecutionMiddleware<Strict>());

        await run.StartAsync(new Sequence { Activities = [new WriteLine("1"), new Fault { Id = "never" }] });

        run.State.Incidents.Should().ContainSingle().Which.Message.Should().Be("not allowed here");
        run.State.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
    }

    [Fact]
    public async Task Behavior_OfAnActivity_HearsWhatIsSentInsideIt()
    {
        var run = new TestRun();
        var loop = new While { Condition = new(true), Body = new Break() };
        var sequence = new Sequence { Activities = [loop, new WriteLine("after")] };
        var behavior = new Hearing(loop);
        loop.Behaviors.Add(behavior);

        await run.StartAsync(sequence);

        run.Lines.Should().Equal("after");
        behavior.Owner.Should().BeSameAs(loop);
        behavior.Heard.Should().Be(1, "a signal that the activity itself has stopped is heard by nobody else");
    }

    [Fact]
    public async Task StateFilter_OfTheHost_ChangesWhatPeopleSeeAndNotTheRun()
    {
        var run = new TestRun(services => services.AddSingleton<IActivityStateFilter, Masking>());

        await run.StartAsync(new WriteLine("card 4111") { Id = "line" });

        run.Lines.Should().Equal("card 4111");
        run.Commits[^1].Records.Single(record => record.Node.Activity.Id == "line").Inputs!["Text"].Should().Be("card ****");
    }

    [Theory]
    [InlineData("Test.WeekendStrategy, Test", false)]
    [InlineData("Weekend", false)]
    [InlineData("Include", true)]
    public async Task LogStrategy_OfTheHost_DecidesWhatIsKept(string strategy, bool isKept)
    {
        var run = new TestRun(services => services.AddSingleton<ILogPersistenceStrategy, WeekendStrategy>());

        await run.StartJsonAsync($$"""
            { "definitionId": "w", "root": { "type": "Elsa.WriteLine", "id": "line", "text": "hello",
              "customProperties": { "logPersistenceConfig": { "default": { "evaluationMode": "Strategy", "strategyType": "{{strategy}}" } } } } }
            """);

        run.Commits[^1].Records.Single(record => record.Node.Activity.Id == "line").Inputs!.ContainsKey("Text").Should().Be(isKept);
    }

    [Fact]
    public async Task LogStrategy_ThatIsUnknown_FaultsAndKeepsNothing()
    {
        var run = new TestRun();

        await run.StartJsonAsync("""
            { "definitionId": "w", "root": { "type": "Elsa.WriteLine", "id": "line", "text": "hello",
              "customProperties": { "logPersistenceConfig": { "default": { "evaluationMode": "Strategy", "strategyType": "Nobodys" } } } } }
            """);

        run.State.Incidents.Should().ContainSingle().Which.Message.Should().Be("There is no log persistence strategy 'Nobodys'.");
        run.Commits[^1].Records.Single(record => record.Node.Activity.Id == "line").Inputs.Should().BeEmpty();
    }

    [Fact]
    [Trait("Scenario", "86 Output converters")]
    public async Task Converter_OfAnOutput_ChangesWhatTheVariableGetsAndNotTheOutput()
    {
        var run = new TestRun(services => services.AddOutputConverter<Repeated>());

        await run.StartJsonAsync(Converted("repeat"));

        run.Lines.Should().Equal("haha ha");
    }

    [Fact]
    [Trait("Scenario", "86 Output converters")]
    public async Task Converter_ThatIsMissing_FaultsAndLeavesTheVariable()
    {
        var run = new TestRun();

        await run.StartJsonAsync(Converted("missing"));

        run.State.Incidents.Should().ContainSingle().Which.Message.Should().Contain("no output converter 'missing'");
        run.State.ActivityExecutionContexts[0].Variables!["v"].Should().Be("untouched");
    }

    [Fact]
    public async Task Variable_OfAHostsDriver_IsKeptThereOverAWaitAndDeletedAtTheEnd()
    {
        var run = new TestRun(services => services.AddStorageDriver<ShelfStorageDriver>());
        var shelf = run.Service<IEnumerable<IStorageDriver>>().OfType<ShelfStorageDriver>().Single();

        await run.StartJsonAsync($$"""
            { "definitionId": "w",
              "variables": [ { "id": "v", "name": "V", "typeName": "Int32", "value": "1", "storageDriverTypeName": "{{typeof(ShelfStorageDriver).FullName}}, Acme" } ],
              "root": { "type": "Elsa.Sequence", "activities": [
                { "type": "Elsa.RunJavaScript", "script": "setV(7)" },
                { "type": "Elsa.Event", "id": "wait", "eventName": "go" },
                { "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "getV()" } } } ] } }
            """);
        shelf.Values.Should().ContainSingle().Which.Value.Should().Be("7");
        run.State.ActivityExecutionContexts.Should().OnlyContain(context => context.Variables == null);
        await run.ResumeAsync("wait");

        run.Lines.Should().Equal("7");
        shelf.Values.Should().BeEmpty();
    }

    [Fact]
    public async Task Variable_OfACancelledRun_IsDeletedFromItsDriver()
    {
        var run = new TestRun(services => services.AddStorageDriver<ShelfStorageDriver>());
        var shelf = run.Service<IEnumerable<IStorageDriver>>().OfType<ShelfStorageDriver>().Single();
        var variable = new Variable<string>("V", "x").WithStorageDriver<ShelfStorageDriver>();
        await run.StartAsync(new Sequence { Variables = [variable], Activities = [new Blocking()] });
        shelf.Values.Should().ContainSingle();

        await run.CancelAsync();

        shelf.Values.Should().BeEmpty();
    }

    [Fact]
    public void Variable_OfAnUnknownDriver_IsWarnedOf()
    {
        var run = new TestRun();

        var graph = run.Materializer.Materialize(Transcribe.Engine.Definitions.DefinitionReader.Read(
            """{ "definitionId": "w", "variables": [ { "name": "V", "storageDriverTypeName": "Acme.CloudStorageDriver, Acme" } ], "root": { "type": "Elsa.Sequence" } }"""));

        graph.Warnings.Should().Contain(problem => problem.Message.Contains("Acme.CloudStorageDriver"));
    }

    private static string Converted(string converter) => $$"""
        { "definitionId": "w", "variables": [ { "id": "v", "name": "V", "typeName": "String", "value": "untouched", "storageDriverTypeName": "WorkflowInstanceStorageDriver" } ],
          "root": { "type": "Elsa.Sequence", "activities": [
            { "type": "Elsa.RunJavaScript", "id": "js", "script": "return 'ha'",
              "result": { "typeName": "Object", "memoryReference": { "id": "v" }, "converter": { "id": "{{converter}}", "settings": { "times": 2 } } } },
            { "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "getV() + ' ' + getOutputFrom('js')" } } } ] } }
        """;

    private sealed class Log
    {
        public ConcurrentQueue<string> Lines { get; } = new();
    }

    private sealed class AroundBursts(WorkflowMiddlewareDelegate next, Log log) : IWorkflowExecutionMiddleware
    {
        public async ValueTask InvokeAsync(WorkflowExecutionContext context)
        {
            log.Lines.Enqueue("burst begins");
            await next(context);
            log.Lines.Enqueue("burst ends");
        }
    }

    private sealed class Outer(ActivityMiddlewareDelegate next, Log log) : IActivityExecutionMiddleware
    {
        public async ValueTask InvokeAsync(ActivityExecutionContext context)
        {
            log.Lines.Enqueue($"> {context.Activity.Id}");
            await next(context);
            log.Lines.Enqueue($"< {context.Activity.Id}");
        }
    }

    private sealed class Inner(ActivityMiddlewareDelegate next, Log log) : IActivityExecutionMiddleware
    {
        public ValueTask InvokeAsync(ActivityExecutionContext context)
        {
            log.Lines.Enqueue(context.Activity.Id);
            return next(context);
        }
    }

    private sealed class Strict(ActivityMiddlewareDelegate next) : IActivityExecutionMiddleware
    {
        public ValueTask InvokeAsync(ActivityExecutionContext context) =>
            context.Activity is Fault ? throw new InvalidOperationException("not allowed here") : next(context);
    }

    private sealed class Repeated : IOutputConverter
    {
        public string Id => "repeat";

        public string DisplayName => "Repeat";

        public Type SourceType => typeof(string);

        public Type ResultType => typeof(string);

        public object? Convert(object? value, IReadOnlyDictionary<string, object?> settings) =>
            string.Concat(Enumerable.Repeat((string?)value, System.Convert.ToInt32(settings["times"])));
    }

    private sealed class ShelfStorageDriver : IStorageDriver
    {
        public ConcurrentDictionary<string, string> Values { get; } = new();

        public ValueTask WriteAsync(string id, object value, StorageDriverContext context)
        {
            Values[id] = value.ToString()!;
            return ValueTask.CompletedTask;
        }

        public ValueTask<object?> ReadAsync(string id, StorageDriverContext context) => new(Values.GetValueOrDefault(id));

        public ValueTask DeleteAsync(string id, StorageDriverContext context)
        {
            Values.TryRemove(id, out _);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Hearing : Behavior
    {
        public Hearing(IActivity owner)
            : base(owner)
        {
            OnSignalReceived<ActivityCompleted>((_, _) => Heard++);
            OnSignalReceived<BreakSignal>((_, _) => Heard += 100);
        }

        public int Heard { get; private set; }
    }

    private sealed class Masking : IActivityStateFilter
    {
        public object? Filter(ActivityExecutionContext context, string inputName, object? value) => (value as string)?.Replace("4111", "****") ?? value;
    }

    private sealed class WeekendStrategy : ILogPersistenceStrategy
    {
        public ValueTask<LogPersistenceMode> GetPersistenceModeAsync(ActivityExecutionContext context) => new(LogPersistenceMode.Exclude);
    }
}
