using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;

namespace Transcribe.Engine.Tests.Runtime;

/// <summary>Activities that are known only at run time: methods of the host, and what providers bring.</summary>
public sealed class HostMethodTests : EngineTest
{
    [Theory]
    [Trait("Scenario", "85 Host methods")]
    [InlineData("""{ "type": "Elsa.Dynamic.HostMethod.Desk.Add", "a": 2, "b": 3, "output": { "typeName": "Object", "memoryReference": { "id": "R" } } }""", 5)]
    [InlineData("""{ "type": "Elsa.Dynamic.HostMethod.Desk.Add", "a": 2, "output": { "typeName": "Object", "memoryReference": { "id": "R" } } }""", 12)]
    [InlineData("""{ "type": "Elsa.Dynamic.HostMethod.Desk.Greet", "who": "Bo", "output": { "typeName": "Object", "memoryReference": { "id": "R" } } }""", "Hello Bo")]
    [InlineData("""{ "type": "Acme.Ask", "version": 2, "who": "Bo", "output": { "typeName": "Object", "memoryReference": { "id": "R" } } }""", "Bo?")]
    public async Task Method_FromJson_GetsItsArgumentsAndGivesItsValue(string activity, object expected)
    {
        var engine = await StartAsync();

        (await RunAsync(engine, activity)).Output["R"].Should().Be(expected);
    }

    [Fact]
    public async Task Method_WithServices_GetsThem()
    {
        var engine = await StartAsync();

        await RunAsync(engine, """{ "type": "Elsa.Dynamic.HostMethod.Desk.Note", "text": "from a method" }""");

        Probe.Notes.Should().Equal("from a method");
    }

    [Fact]
    public async Task Method_ThatThrows_FaultsWithItsMessage()
    {
        var engine = await StartAsync();

        (await RunAsync(engine, """{ "type": "Elsa.Dynamic.HostMethod.Desk.Fail" }""")).Incidents.Single().Message.Should().Be("no paper");
    }

    [Fact]
    [Trait("Scenario", "85 Host methods")]
    public async Task Descriptors_OfMethods_ShowTypedInputsAndOutputs()
    {
        var engine = await StartAsync();

        var descriptor = engine.Get<ActivityRegistry>().Find("Elsa.Dynamic.HostMethod.Desk.Add")!;

        descriptor.Inputs.Select(input => (input.Name, input.Type)).Should().Equal(("A", typeof(int)), ("B", typeof(int)));
        descriptor.Outputs.Select(output => (output.Name, output.Type)).Should().Equal(("Output", typeof(int)));
        (descriptor.Kind, descriptor.Category).Should().Be((ActivityKind.Task, "Desk"));
    }

    [Fact]
    public async Task Start_MethodWithAReservedName_SaysWhich()
    {
        var start = () => StartEngineAsync(background: false, services: services => services.AddActivityHost<Clash>());

        await start.Should().ThrowAsync<InvalidOperationException>().WithMessage("Clash.Run: a parameter cannot be named 'name'*");
    }

    [Fact]
    public async Task Provider_WithItsOwnDescriptor_IsUsedFromJson()
    {
        var engine = await StartEngineAsync(background: false, services: services => services.AddActivityProvider<Provider>());

        await RunAsync(engine, """{ "type": "Acme.Shout", "words": { "typeName": "String", "expression": { "type": "JavaScript", "value": "'lo' + 'ud'" } } }""");

        Probe.Notes.Should().Equal("LOUD");
    }

    private Task<EngineHost> StartAsync() => StartEngineAsync(background: false, services: services => services.AddActivityHost<Desk>());

    private static async Task<Transcribe.Engine.State.WorkflowState> RunAsync(EngineHost engine, string activity)
    {
        await engine.Catalog.SaveAsync(
            $$"""{ "definitionId": "w", "outputs": [ { "name": "R" } ], "root": {{activity}} }""", publish: true, cancellationToken: Token);
        return (await engine.StartAsync("w")).State;
    }

    /// <summary>What the host can do.</summary>
    public sealed class Desk
    {
        public static int Add(int a, int b = 10) => a + b;

        public static async Task<string> GreetAsync(string who, CancellationToken cancellationToken)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            return $"Hello {who}";
        }

        [Activity(Namespace = "Acme", Type = "Ask", Version = 2)]
        public static ValueTask<string> AskAsync(string who) => new($"{who}?");

        public static void Note(string text, Probe probe, ActivityExecutionContext context) => probe.Notes.Enqueue(context.Activity.Type.Length > 0 ? text : string.Empty);

        public static void Fail() => throw new InvalidOperationException("no paper");
    }

    public sealed class Clash
    {
        public static void Run(string name) => ArgumentNullException.ThrowIfNull(name);
    }

    private sealed class Provider : IActivityProvider
    {
        public ValueTask<IEnumerable<ActivityDescriptor>> GetDescriptorsAsync(CancellationToken cancellationToken = default) => new(
        [
            new ActivityDescriptor
            {
                TypeName = "Acme.Shout", Name = "Shout", Category = "Acme", DisplayName = "Shout", ClrType = typeof(Shout),
                Inputs = [InputDescriptor.Synthetic("Words", typeof(string))],
                Constructor = () => new Shout { Type = "Acme.Shout" },
            },
        ]);
    }

    private sealed class Shout() : CodeActivity(source: null, line: null)
    {
        protected override void Execute(ActivityExecutionContext context) =>
            context.GetRequiredService<Probe>().Notes.Enqueue(((string)context.ActivityState["Words"]).ToUpperInvariant());
    }
}
