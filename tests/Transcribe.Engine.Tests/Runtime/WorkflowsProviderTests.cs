using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

/// <summary>Definitions that a provider of the host brings.</summary>
public sealed class WorkflowsProviderTests : EngineTest
{
    [Fact]
    public async Task Start_WithAProvider_PublishesWhatItBringsOnceAndReadOnly()
    {
        var first = await StartEngineAsync(background: false, services: services => services.AddWorkflowsProvider<Shelf>());
        (await first.StartAsync("book")).SubStatus.Should().Be(WorkflowSubStatus.Finished);
        await first.StopAsync();

        var engine = await StartEngineAsync(background: false, services: services => services.AddWorkflowsProvider<Shelf>());

        (await engine.Get<IDefinitionStore>().ListVersionsAsync("book", Token)).Should().ContainSingle("it says what it said before")
            .Which.Should().BeEquivalentTo(new { Version = 1, IsPublished = true, IsReadonly = true, ProviderName = "Shelf" });
        await engine.Awaiting(sut => sut.PublishAsync("book", Note("mine"))).Should().ThrowAsync<DefinitionReadonlyException>();
        Probe.Notes.Should().Equal("read");
    }

    private sealed class Shelf : IWorkflowsProvider
    {
        public string Name => "Shelf";

        public ValueTask<IEnumerable<string>> GetWorkflowsAsync(CancellationToken cancellationToken = default) =>
            new([Sequence("book", Note("read")), "{ this is no JSON"]);
    }
}
