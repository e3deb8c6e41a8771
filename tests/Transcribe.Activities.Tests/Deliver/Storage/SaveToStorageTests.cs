using Transcribe.Activities.Deliver;
using Transcribe.Activities.Deliver.Storage;
using Transcribe.Activities.Tests.Support;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;

namespace Transcribe.Activities.Tests.Deliver.Storage;

public sealed class SaveToStorageTests : IAsyncLifetime
{
    private Workbench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Workbench.CreateAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Execute_Text_IsDeliveredAsUtf8()
    {
        var run = await RunAsync(CreateSut("a/río.md", "¡hola!"));

        run.Outcomes.Should().Equal("Delivered");
        run.Outputs["Result"].Should().Be("a/río.md");
        var file = run.Outputs["Location"].Should().BeOfType<string>().Which;
        (await File.ReadAllBytesAsync(file, Workbench.Token)).Should().Equal("¡hola!"u8.ToArray());
    }

    [Fact]
    public async Task Execute_Bytes_AreDeliveredAsTheyAre()
    {
        var run = await RunAsync(CreateSut("a.bin", new byte[] { 0, 255, 1 }));

        (await File.ReadAllBytesAsync((string)run.Outputs["Location"]!, Workbench.Token)).Should().Equal(0, 255, 1);
    }

    [Theory]
    [InlineData("../a.md")]
    [InlineData("/etc/a.md")]
    [InlineData("")]
    public async Task Execute_PathOutOfTheRoot_IsRejected(string path)
    {
        var run = await RunAsync(CreateSut(path, "x"));

        run.Outcomes.Should().Equal("Rejected");
        run.Outputs["Reason"].Should().NotBeNull();
        Directory.Exists(_bench.StorageRoot).Should().BeFalse();
    }

    [Fact]
    public async Task Execute_NothingToStore_IsRejected() =>
        (await RunAsync(new SaveToStorage { Path = new Input<string>("a") })).Outcomes.Should().Equal("Rejected");

    [Fact]
    public async Task Execute_PathTaken_IsRejected()
    {
        await RunAsync(CreateSut("a.md", "one"));

        (await RunAsync(CreateSut("a.md", "two"))).Outcomes.Should().Equal("Rejected");
    }

    [Fact]
    public async Task Execute_StorageDoesNotWork_IsTriedAgainUntilItDoes()
    {
        await BreakAsync();
        var run = await RunAsync(CreateSut("a.md", "x"));
        run.Outcomes.Should().BeEmpty("it waits");
        (await DeliveryAsync()).Should().BeEquivalentTo(new { Kind = "storage", Target = "a.md", Status = DeliveryStatus.Waiting, Attempts = 1 });
        await LaterAsync(run, TimeSpan.FromSeconds(5));
        run.Outcomes.Should().BeEmpty("it still does not work");
        (await DeliveryAsync()).Attempts.Should().Be(2);

        File.Delete(_bench.StorageRoot);
        await LaterAsync(run, TimeSpan.FromSeconds(30));

        run.Outcomes.Should().Equal("Delivered");
        run.Outputs["Result"].Should().Be("a.md");
        (await File.ReadAllTextAsync((string)run.Outputs["Location"]!, Workbench.Token)).Should().Be("x");
        run.Outputs["File"].Should().BeEquivalentTo(new { Connection = "default", Path = "a.md", Size = 1 });
    }

    [Fact]
    public async Task Execute_StorageNeverWorks_IsGivenUpAndCanBeSavedAgainByHand()
    {
        await BreakAsync();
        var run = await RunAsync(CreateSut("a.md", "x"));
        for (var attempt = 2; attempt <= 10; attempt++)
            await LaterAsync(run, TimeSpan.FromHours(12));

        run.Outcomes.Should().Equal("Failed");
        run.Outputs["Reason"].Should().BeOfType<string>().Which.Should().StartWith("Given up after 10 attempts: ");

        File.Delete(_bench.StorageRoot);
        (await _bench.Get<Outbox>().ReplayAsync((await DeliveryAsync()).Id, Workbench.Token)).Should().BeTrue();
        await _bench.Outbox.RunOnceAsync(Workbench.Token);
        File.Exists(Path.Combine(_bench.StorageRoot, "a.md")).Should().BeTrue();
    }

    [Fact]
    public async Task Execute_StorageDoesNotWorkAndSomebodyIsFasterThen_IsRejected()
    {
        await BreakAsync();
        var run = await RunAsync(CreateSut("a.md", "x"));
        File.Delete(_bench.StorageRoot);
        Directory.CreateDirectory(_bench.StorageRoot);
        await File.WriteAllTextAsync(Path.Combine(_bench.StorageRoot, "a.md"), "theirs", Workbench.Token);

        await LaterAsync(run, TimeSpan.FromSeconds(5));

        run.Outcomes.Should().Equal("Rejected");
        run.Outputs["Reason"].Should().Be("There is already a file at 'a.md'.");
    }

    [Fact]
    public async Task Execute_StorageDoesNotWorkForMoreThanARowKeeps_FailsAtOnce()
    {
        await BreakAsync();

        var run = await RunAsync(CreateSut("a.bin", new byte[SentFile.MaxInlineBytes + 1]));

        run.Outcomes.Should().Equal("Failed");
        run.Outputs["Reason"].Should().BeOfType<string>().Which.Should().StartWith("Storage 'default': ").And.Contain("10 MB");
    }

    [Fact]
    public async Task Execute_KilledAfterTheFile_LeavesOneFile()
    {
        var sut = CreateSut("a.md", "text");
        sut.Overwrite = new Input<OverwritePolicy>(OverwritePolicy.Number);
        var run = new EngineRun(_bench, sut) { CrashAtCommit = 2 };
        await FluentActions.Awaiting(() => run.StartAsync()).Should().ThrowAsync<CommitFailedException>();
        Directory.GetFiles(_bench.StorageRoot).Should().ContainSingle();
        run.CrashAtCommit = null;

        await run.RecoverAsync();

        run.Outcomes.Should().Equal("Delivered");
        Directory.GetFiles(_bench.StorageRoot).Should().ContainSingle();
    }

    [Fact]
    public async Task Execute_PathByTemplate_IsRendered()
    {
        var sut = new SaveToStorage { Path = new Input<string>(new Expression("Scriban", "{{ title | slug }}.md")), Content = new Input<object>("x") };

        var run = new EngineRun(_bench, sut);
        await run.StartAsync(new Dictionary<string, object> { ["title"] = "../../A Talk: Rivers" });

        run.Outputs["Result"].Should().Be("a-talk-rivers.md");
    }

    private Task BreakAsync() => File.WriteAllTextAsync(_bench.StorageRoot, "a file where the folder should be", Workbench.Token);

    private async Task<OutboxRecord> DeliveryAsync() => (await _bench.Get<Outbox>().ListAsync(null, null, 0, 10, Workbench.Token)).Should().ContainSingle().Which;

    private async Task LaterAsync(EngineRun run, TimeSpan time)
    {
        _bench.Clock.Advance(time);
        await _bench.Outbox.RunOnceAsync(Workbench.Token);
        if ((await DeliveryAsync()).Status != DeliveryStatus.Waiting)
            await run.ResumeAsync(DeliveryActivity.BookmarkName);
    }

    private static SaveToStorage CreateSut(string path, object content) => new() { Path = new Input<string>(path), Content = new Input<object>(content) };

    private async Task<EngineRun> RunAsync(IActivity activity)
    {
        var run = new EngineRun(_bench, activity);
        await run.StartAsync();
        return run;
    }
}
