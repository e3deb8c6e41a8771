using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
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
    public async Task Reload_WhileTheServerRuns_PublishesWhatTheFolderSaysNow()
    {
        Write("hello", Sequence("hello", Note("one")));
        var engine = await StartWithFolderAsync();
        Write("hello", Sequence("hello", Note("two")));
        Write("other", Sequence("other", Note("three")));

        await engine.Get<IWorkflowDefinitionsReloader>().ReloadWorkflowDefinitionsAsync(Token);

        await engine.StartAsync("hello");
        await engine.StartAsync("other");
        Probe.Notes.Should().Equal("two", "three");
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

        (await engine.Get<IDefinitionStore>().ListAsync(VersionOptions.Published, Token)).Select(row => row.DefinitionId).Should().Equal("hello");
        engine.Get<FolderProvider>().Refused.Select(file => (file.File, file.DefinitionId)).Should().Equal(("broken.json", null), ("wrong.json", "wrong"));
        engine.Get<FolderProvider>().Refused[0].Problem.Should().Contain("not valid JSON");
    }

    [Fact]
    public async Task Start_WithAFileThatHasAMistake_KeepsItAsADraftWithTheReason()
    {
        Write("tell", Sequence("tell", Note("team")));

        var engine = await StartWithFolderAsync("There is no team.");

        (await VersionsOfAsync(engine, "tell")).Should().ContainSingle().Which.Should().BeEquivalentTo(new { Version = 1, IsLatest = true, IsPublished = false });
        engine.Get<FolderProvider>().Refused.Should().ContainSingle().Which.Should().BeEquivalentTo(new { File = "tell.json", DefinitionId = "tell" });
        engine.Get<FolderProvider>().Refused[0].Problem.Should().Contain("There is no team.");
    }

    [Fact]
    public async Task Publish_AfterWhatWasMissingHasCome_PublishesTheDraft()
    {
        Write("tell", Sequence("tell", Note("team")));
        var mistakes = new Mistakes { Message = "There is no team." };
        var engine = await StartWithFolderAsync(mistakes);
        mistakes.Message = null;

        await engine.Get<FolderProvider>().PublishAsync(Token);

        engine.Get<FolderProvider>().Refused.Should().BeEmpty();
        (await VersionsOfAsync(engine, "tell")).Should().ContainSingle().Which.Should().BeEquivalentTo(new { Version = 1, IsPublished = true, ProviderName = "Folder" });
        (await engine.StartAsync("tell")).SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Publish_WhileSomebodySavesTheDraft_LeavesTheirsTheLatest()
    {
        Write("tell", Sequence("tell", Note("from the file")));
        var mistakes = new Mistakes { Message = "There is no team." };
        var engine = await StartWithFolderAsync(mistakes);
        Task<DefinitionRow>? saving = null;
        mistakes.Looking = () => saving ??= engine.Catalog.SaveAsync(Sequence("tell", Note("by hand")), publish: false, cancellationToken: Token);

        await engine.Get<FolderProvider>().PublishAsync(Token);
        await saving!;

        (await VersionsOfAsync(engine, "tell")).Select(row => (row.Version, row.ProviderName, row.IsLatest)).Should().Equal((2, null, true), (1, "Folder (refused)", false));
        engine.Get<FolderProvider>().Refused.Should().BeEmpty("what is the latest now is theirs");
    }

    [Fact]
    public async Task SaveIfAsync_NoLongerWanted_SavesNothing()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.PublishAsync("tell", Note("one"));
        IReadOnlyList<DefinitionRow> seen = [];

        var saved = await engine.Catalog.SaveIfAsync(
            Sequence("tell", Note("two")),
            publish: true,
            source: null,
            versions =>
            {
                seen = versions;
                return false;
            },
            Token);

        saved.Should().BeNull();
        seen.Should().ContainSingle();
        (await VersionsOfAsync(engine, "tell")).Should().ContainSingle();
    }

    [Fact]
    public async Task Start_WithAMistakeInANewVersion_GoesOnRunningTheOldOne()
    {
        Write("tell", Sequence("tell", Note("one")));
        await (await StartWithFolderAsync()).StopAsync();
        Write("tell", Sequence("tell", Note("two")));

        var engine = await StartWithFolderAsync("There is no team.");
        await engine.StartAsync("tell");

        Probe.Notes.Should().Equal("one");
        (await VersionsOfAsync(engine, "tell")).Select(row => (row.Version, row.IsPublished)).Should().Equal((2, false), (1, true));
    }

    [Fact]
    public async Task Start_AfterSomebodyRetractedIt_LeavesItRetracted()
    {
        Write("tell", Sequence("tell", Note("team")));
        await (await StartWithFolderAsync("There is no team.")).StopAsync();
        var second = await StartWithFolderAsync();
        await second.Get<DefinitionCatalog>().RetractAsync("tell", Token);
        await second.StopAsync();

        var third = await StartWithFolderAsync();

        third.Get<DefinitionCatalog>().IsPublished("tell").Should().BeFalse();
        third.Get<FolderProvider>().Refused.Should().BeEmpty();
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

    private Task<EngineHost> StartWithFolderAsync(string mistake) => StartWithFolderAsync(new Mistakes { Message = mistake });

    private Task<EngineHost> StartWithFolderAsync(Mistakes mistakes) => StartEngineAsync(
        configure: options => options.WorkflowsFolder = Workflows, services: services => services.AddSingleton<IDefinitionValidator>(mistakes));

    private sealed class Mistakes : IDefinitionValidator
    {
        public string? Message { get; set; }

        /// <summary>What happens while a version is looked at.</summary>
        public Action? Looking { get; set; }

        public IEnumerable<DefinitionProblem> Validate(WorkflowGraph graph)
        {
            Looking?.Invoke();
            return Message is null ? [] : [new DefinitionProblem(null, null, Message)];
        }
    }

    private static Task<IReadOnlyList<DefinitionRow>> VersionsOfAsync(EngineHost engine, string definitionId) =>
        engine.Get<IDefinitionStore>().ListVersionsAsync(definitionId, Token);
}
