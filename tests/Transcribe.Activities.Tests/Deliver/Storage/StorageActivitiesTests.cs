using Transcribe.Activities.Deliver;
using Transcribe.Activities.Deliver.Storage;
using Transcribe.Activities.Tests.Support;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;

namespace Transcribe.Activities.Tests.Deliver.Storage;

public sealed class StorageActivitiesTests : IAsyncLifetime
{
    private Workbench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Workbench.CreateAsync(activities => activities.AddLocalFolder("archive", Path.Combine(Path.GetTempPath(), "transcribe-archive-" + Guid.NewGuid().ToString("N"))));

    public async ValueTask DisposeAsync()
    {
        if (_bench.Get<IStorageTargets>().Get("archive") is LocalFolderStorage && Archive() is { } folder && Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task Read_Text_GivesIt()
    {
        await WriteAsync("a.md", "¡hola!");

        var run = await RunAsync(new ReadFromStorage { Path = new Input<string>("a.md") });

        run.Outcomes.Should().Equal("Done");
        run.Outputs["Result"].Should().Be("¡hola!");
    }

    [Fact]
    public async Task Read_Bytes_GivesThem()
    {
        await WriteAsync("a.bin", "\0x");

        (await RunAsync(new ReadFromStorage { Path = new Input<string>("a.bin"), As = new Input<ReadAs>(ReadAs.Bytes) })).Outputs["Result"].Should().BeEquivalentTo(new byte[] { 0, 120 });
    }

    [Theory]
    [InlineData("no.md", "Not Found")]
    [InlineData("../a.md", "Rejected")]
    public async Task Read_NotThereOrOutOfTheRoot_SaysSo(string path, string outcome) =>
        (await RunAsync(new ReadFromStorage { Path = new Input<string>(path) })).Outcomes.Should().Equal(outcome);

    [Fact]
    public async Task Read_LargerThanAllowed_IsRejected()
    {
        await WriteAsync("a.md", new string('x', 101));

        var run = await RunAsync(new ReadFromStorage { Path = new Input<string>("a.md"), MaxBytes = new Input<int>(100) });

        run.Outcomes.Should().Equal("Rejected");
        run.Outputs["Reason"].Should().BeOfType<string>().Which.Should().Contain("larger than 100 bytes");
    }

    [Fact]
    public async Task List_PatternAndMax_AreTheFirstByPath()
    {
        foreach (var path in new[] { "b.mp3", "a.mp3", "c.mp3", "x.txt", "in/d.mp3" })
            await WriteAsync(path, "x");

        var run = await RunAsync(new ListStorage { Pattern = new Input<string?>("*.mp3"), Max = new Input<int>(2) });

        run.Outputs["Result"].Should().BeAssignableTo<IEnumerable<StoredFile>>().Which.Select(file => file.Path).Should().Equal("a.mp3", "b.mp3");
        run.Outputs["More"].Should().Be(true);
    }

    [Fact]
    public async Task Save_StoredFileOfAnotherStorage_IsCopied()
    {
        await WriteAsync("talk.mp3", "sound");
        var list = await RunAsync(new ListStorage());

        var run = await RunAsync(new SaveToStorage
        {
            Path = new Input<string>("2026/talk.mp3"), Content = new Input<object>(((IEnumerable<StoredFile>)list.Outputs["Result"]!).Single()), Connection = new Input<string>("archive"),
        });

        run.Outcomes.Should().Equal("Delivered");
        (await File.ReadAllTextAsync((string)run.Outputs["Location"]!, Workbench.Token)).Should().Be("sound");
    }

    [Fact]
    public async Task Delete_KilledBeforeItsCommit_StillSaysDeleted()
    {
        await WriteAsync("a.md", "x");
        var run = new EngineRun(_bench, new DeleteFromStorage { Path = new Input<string>("a.md") }) { CrashAtCommit = 2 };
        await FluentActions.Awaiting(() => run.StartAsync()).Should().ThrowAsync<CommitFailedException>();
        run.CrashAtCommit = null;

        await run.RecoverAsync();

        run.Outcomes.Should().Equal("Deleted");
    }

    [Fact]
    public async Task Delete_NothingThere_SaysSo() => (await RunAsync(new DeleteFromStorage { Path = new Input<string>("a.md") })).Outcomes.Should().Equal("Not Found");

    [Fact]
    public async Task Move_KilledBeforeItsCommit_StillSaysMoved()
    {
        await WriteAsync("in/a.md", "x");
        var run = new EngineRun(_bench, new MoveInStorage { From = new Input<string>("in/a.md"), To = new Input<string>("done/a.md") }) { CrashAtCommit = 2 };
        await FluentActions.Awaiting(() => run.StartAsync()).Should().ThrowAsync<CommitFailedException>();
        run.CrashAtCommit = null;

        await run.RecoverAsync();

        run.Outcomes.Should().Equal("Moved");
        run.Outputs["Result"].Should().Be("done/a.md");
    }

    [Theory]
    [InlineData(OverwritePolicy.Fail, "Rejected", null, "other")]
    [InlineData(OverwritePolicy.Replace, "Moved", "b.md", "mine")]
    [InlineData(OverwritePolicy.Number, "Moved", "b-2.md", "other")]
    public async Task Move_PathTaken_FollowsThePolicy(OverwritePolicy policy, string outcome, string? result, string there)
    {
        await WriteAsync("a.md", "mine");
        await WriteAsync("b.md", "other");

        var run = await RunAsync(new MoveInStorage { From = new Input<string>("a.md"), To = new Input<string>("b.md"), Overwrite = new Input<OverwritePolicy>(policy) });

        run.Outcomes.Should().Equal(outcome);
        run.Outputs.GetValueOrDefault("Result").Should().Be(result);
        (await File.ReadAllTextAsync(Path.Combine(_bench.StorageRoot, "b.md"), Workbench.Token)).Should().Be(there);
    }

    [Fact]
    public async Task Any_UnknownStorage_IsRejectedWithItsName()
    {
        var run = await RunAsync(new ListStorage { Connection = new Input<string>("nas") });

        run.Outcomes.Should().Equal("Rejected");
        run.Outputs["Reason"].Should().BeOfType<string>().Which.Should().Contain("'nas'");
    }

    private string Archive() => _bench.Get<Transcribe.Activities.Connections.ConnectionManager>().Find("storage", "archive")!.Settings["path"];

    private Task<StoredFile?> WriteAsync(string path, string text) =>
        _bench.Storage.WriteAsync(new StorageWrite("td-w", StoragePath.Parse(path), FileContent.Of(text), "text/plain", "00", true), Workbench.Token);

    private async Task<EngineRun> RunAsync(IActivity activity)
    {
        var run = new EngineRun(_bench, activity, "run-" + Guid.NewGuid().ToString("N"));
        await run.StartAsync();
        return run;
    }
}
