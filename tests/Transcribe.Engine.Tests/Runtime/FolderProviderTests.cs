using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

public sealed class FolderProviderTests : EngineTest
{
    private string Workflows => Directory.CreateDirectory(Path.Combine(Folder, "workflows")).FullName;

    [Fact]
    public async Task Start_WithAFolder_PublishesItsFiles()
    {
        Write("hello", Sequence("hello", Note("one")));

        var engine = await StartWithFolderAsync();

        (await engine.StartAsync("hello")).SubStatus.Should().Be(WorkflowSubStatus.Finished);
        var row = (await VersionsOfAsync(engine, "hello")).Single();
        row.Should().BeEquivalentTo(new { Version = 1, IsPublished = true, IsReadonly = false, ProviderName = "Folder" });
    }

    [Fact]
    public async Task Start_AfterSomebodyChangedIt_KeepsTheChangeUntilTheFileChanges()
    {
        Write("hello", Sequence("hello", Note("file")));
        var first = await StartWithFolderAsync();
        await first.PublishAsync("hello", Note("mine"));
        await first.StopAsync();

        var second = await StartWithFolderAsync();
        await second.StartAsync("hello");
        await second.StopAsync();
        Write("hello", Sequence("hello", Note("new file")));
        var third = await StartWithFolderAsync();
        await third.StartAsync("hello");

        Probe.Notes.Should().Equal("mine", "new file");
        (await VersionsOfAsync(third, "hello")).Select(row => (row.Version, row.ProviderName)).Should().Equal((3, "Folder"), (2, null), (1, "Folder"));
    }

    [Fact]
    public async Task Start_AfterTheFileChanged_LeavesAPersonsDraftAsItIs()
    {
        Write("hello", Sequence("hello", Note("file")));
        var first = await StartWithFolderAsync();
        await first.Get<DefinitionCatalog>().SaveAsync(Sequence("hello", Note("draft")), publish: false, cancellationToken: Token);
        await first.StopAsync();
        Write("hello", Sequence("hello", Note("new file")));

        var second = await StartWithFolderAsync();

        var versions = await VersionsOfAsync(second, "hello");
        versions.Select(row => (row.Version, row.IsPublished)).Should().Equal((3, true), (2, false), (1, false));
        versions[1].Json.Should().Contain("draft");
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
