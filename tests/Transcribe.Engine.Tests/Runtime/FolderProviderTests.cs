using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

public sealed class FolderProviderTests : EngineTest
{
    private string Workflows => Directory.CreateDirectory(Path.Combine(Folder, "workflows")).FullName;

    [Fact]
    public async Task Start_WithAFolder_PublishesItsFilesReadOnly()
    {
        Write("hello", Sequence("hello", Note("one")));

        var engine = await StartWithFolderAsync();

        (await engine.StartAsync("hello")).SubStatus.Should().Be(WorkflowSubStatus.Finished);
        var row = (await VersionsOfAsync(engine, "hello")).Single();
        row.Should().BeEquivalentTo(new { Version = 1, IsPublished = true, IsReadonly = true, ProviderName = "Folder" });
        var change = () => engine.PublishAsync("hello", Note("mine"));
        await change.Should().ThrowAsync<DefinitionReadonlyException>().WithMessage("*'hello' is read-only*");
    }

    [Fact]
    public async Task Start_AgainWithTheSameFile_ChangesNothing()
    {
        Write("hello", Sequence("hello", Note("one")));
        await (await StartWithFolderAsync()).StopAsync();

        var engine = await StartWithFolderAsync();

        (await VersionsOfAsync(engine, "hello")).Should().ContainSingle();
    }

    [Fact]
    public async Task Start_AfterTheFileChanged_PublishesTheNextVersion()
    {
        Write("hello", Sequence("hello", Note("one")));
        await (await StartWithFolderAsync()).StopAsync();
        Write("hello", Sequence("hello", Note("two")));

        var engine = await StartWithFolderAsync();
        await engine.StartAsync("hello");

        (await VersionsOfAsync(engine, "hello")).Select(row => (row.Version, row.IsPublished)).Should().Equal((2, true), (1, false));
        Probe.Notes.Should().Equal("two");
    }

    [Fact]
    public async Task Start_WithABrokenFile_UsesTheOthers()
    {
        Write("broken", "{ not json");
        Write("wrong", """{ "definitionId": "wrong", "root": { "type": "Test.Note", "text": { "expression": { "type": "JavaScript", "value": "1 +" } } } }""");
        Write("hello", Sequence("hello", Note("one")));

        var engine = await StartWithFolderAsync();

        (await engine.Get<IDefinitionStore>().ListAsync(VersionOptions.All, Token)).Select(row => row.DefinitionId).Should().Equal("hello");
    }

    [Fact]
    public async Task Start_WithAFileForADefinitionMadeByHand_DoesNotOverwriteIt()
    {
        var first = await StartEngineAsync();
        await first.PublishAsync("hello", Note("by hand"));
        await first.StopAsync();
        Write("hello", Sequence("hello", Note("from the folder")));

        var engine = await StartWithFolderAsync();
        await engine.StartAsync("hello");

        Probe.Notes.Should().Equal("by hand");
    }

    private void Write(string name, string json) => File.WriteAllText(Path.Combine(Workflows, $"{name}.json"), json);

    private Task<EngineHost> StartWithFolderAsync() => StartEngineAsync(configure: options => options.WorkflowsFolder = Workflows);

    private static Task<IReadOnlyList<DefinitionRow>> VersionsOfAsync(EngineHost engine, string definitionId) =>
        engine.Get<IDefinitionStore>().ListVersionsAsync(definitionId, Token);
}
