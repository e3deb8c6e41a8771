using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

public sealed class CodeProviderTests : EngineTest
{
    [Fact]
    public async Task Start_WithAWorkflowInCode_PublishesItReadOnly()
    {
        var engine = await StartEngineAsync(services: services => services.AddWorkflow<Approval>());

        var row = (await engine.Get<IDefinitionStore>().ListVersionsAsync(nameof(Approval), Token)).Single();
        row.Should().BeEquivalentTo(new { Version = 1, IsPublished = true, IsReadonly = true, ProviderName = "Code", Id = "Approval:v1" });
        var change = () => engine.PublishAsync(nameof(Approval), Note("mine"));
        await change.Should().ThrowAsync<DefinitionReadonlyException>();
    }

    [Fact]
    public async Task Instance_OfAWorkflowInCode_SurvivesARestart()
    {
        var stopping = await StartEngineAsync(services: services => services.AddWorkflow<Approval>());
        await stopping.StartAsync(nameof(Approval), "one");
        await stopping.StopAsync();

        var engine = await StartEngineAsync(services: services => services.AddWorkflow<Approval>());
        await engine.Get<IEventPublisher>().PublishAsync("Approved", payload: "yes", cancellationToken: Token);

        (await engine.SubStatusOfAsync("one")).Should().Be(WorkflowSubStatus.Finished);
        (await engine.Reader.ReadStateAsync("one", Token))!.Name.Should().Be("yes");
    }

    [Fact]
    public async Task Start_WithoutTheWorkflow_TakesItBack()
    {
        await (await StartEngineAsync(services: services => services.AddWorkflow<Approval>())).StopAsync();

        var engine = await StartEngineAsync();

        engine.Catalog.IsPublished(nameof(Approval)).Should().BeFalse();
    }

    [Fact]
    public async Task Start_IdThatPeopleUse_IsRefused()
    {
        var stopping = await StartEngineAsync();
        await stopping.PublishAsync(nameof(Approval), Note("mine"));
        await stopping.StopAsync();

        var start = () => StartEngineAsync(services: services => services.AddWorkflow<Approval>());

        await start.Should().ThrowAsync<DefinitionReadonlyException>();
    }

    public sealed class Approval : WorkflowBase
    {
        protected override void Build(IWorkflowBuilder builder)
        {
            var answer = new Variable<object>("Answer", null!) { StorageDriverType = typeof(WorkflowInstanceStorageDriver) };
            builder.WithVariable(answer);
            builder.Root = new Sequence
            {
                Activities =
                [
                    new Event { EventName = new("Approved"), Result = new Output<object>(answer) },
                    new SetName { Value = new(context => (string?)context.Get(answer)) },
                ],
            };
        }
    }
}
