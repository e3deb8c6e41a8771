using Transcribe.Activities.Connections;
using Transcribe.Activities.Deliver;
using Transcribe.Activities.Deliver.Storage;
using Transcribe.Activities.Tests.Support;

namespace Transcribe.Activities.Tests.Deliver.Storage;

public sealed class StorageDeliveryTests : IAsyncLifetime
{
    private Workbench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Workbench.CreateAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Deliver_NewFile_IsStoredWholeAndAlone()
    {
        var result = await DeliverAsync("td-1", "2026/a.md", "hello");

        result.File!.Path.Should().Be("2026/a.md");
        Files().Should().Equal("2026/a.md");
        Read("2026/a.md").Should().Be("hello");
        result.File!.Location.Should().Be(Path.Combine(_bench.StorageRoot, "2026", "a.md"));
    }

    [Fact]
    public async Task Deliver_FailWhenTaken_IsRejectedAndTheOldFileStays()
    {
        await DeliverAsync("td-1", "a.md", "old");

        var result = await DeliverAsync("td-2", "a.md", "new");

        result.Rejection.Should().Contain("a.md");
        Read("a.md").Should().Be("old");
    }

    [Fact]
    public async Task Deliver_ReplaceWhenTaken_Replaces()
    {
        await DeliverAsync("td-1", "a.md", "old");

        (await DeliverAsync("td-2", "a.md", "new", OverwritePolicy.Replace)).File!.Path.Should().Be("a.md");

        Read("a.md").Should().Be("new");
    }

    [Fact]
    public async Task Deliver_NumberWhenTaken_TakesTheNextNumber()
    {
        await DeliverAsync("td-1", "a.md", "one", OverwritePolicy.Number);
        await DeliverAsync("td-2", "a.md", "two", OverwritePolicy.Number);

        (await DeliverAsync("td-3", "a.md", "three", OverwritePolicy.Number)).File!.Path.Should().Be("a-3.md");

        Files().Should().Equal("a-2.md", "a-3.md", "a.md");
    }

    [Theory]
    [InlineData(OverwritePolicy.Fail)]
    [InlineData(OverwritePolicy.Replace)]
    [InlineData(OverwritePolicy.Number)]
    public async Task Deliver_RepeatedAfterCrash_ReplacesItsOwnFile(OverwritePolicy policy)
    {
        await DeliverAsync("td-0", "b.md", "somebody else's");
        var first = await DeliverAsync("td-1", "a.md", "text", policy);

        var again = await DeliverAsync("td-1", "a.md", "text", policy);

        again.File!.Path.Should().Be(first.File!.Path);
        Files().Should().Equal("a.md", "b.md");
    }

    [Fact]
    public async Task Deliver_RepeatedWithOtherContent_StillReplacesItsOwnFile()
    {
        await DeliverAsync("td-1", "a.md", "written at 10:00", OverwritePolicy.Number);

        await DeliverAsync("td-1", "a.md", "written at 10:01", OverwritePolicy.Number);

        Files().Should().Equal("a.md");
        Read("a.md").Should().Be("written at 10:01");
    }

    [Fact]
    public async Task Deliver_CrashBeforeTheFileAndSomebodyTookThePath_LeavesTheirFileAlone()
    {
        await DeliverAsync("td-1", "a.md", "mine", OverwritePolicy.Number);
        File.WriteAllText(Path.Combine(_bench.StorageRoot, "a.md"), "theirs");

        (await DeliverAsync("td-1", "a.md", "mine", OverwritePolicy.Number)).File!.Path.Should().Be("a-2.md");

        Read("a.md").Should().Be("theirs");
    }

    [Fact]
    public async Task Deliver_ManyAtOnceWithNumbers_LoseNothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => DeliverAsync($"td-{i}", "a.md", $"text {i}", OverwritePolicy.Number)));

        Files().Select(Read).Order().Should().Equal(Enumerable.Range(0, 8).Select(i => $"text {i}"));
    }

    [Fact]
    public async Task Deliver_ThroughALinkOutOfTheRoot_IsRejected()
    {
        using var outside = new TempFolder();
        Directory.CreateDirectory(_bench.StorageRoot);
        Directory.CreateSymbolicLink(Path.Combine(_bench.StorageRoot, "link"), outside.Path);

        await FluentActions.Awaiting(() => DeliverAsync("td-1", "link/a.md", "x")).Should().ThrowAsync<StorageRejectedException>().WithMessage("*link*");

        Directory.EnumerateFileSystemEntries(outside.Path).Should().BeEmpty();
    }

    [Fact]
    public async Task Deliver_UnknownStorage_NamesIt()
    {
        var request = new DeliveryRequest("td-1", "nas", StoragePath.Parse("a"), FileContent.Of("x"), "text/plain", OverwritePolicy.Fail);

        await FluentActions.Awaiting(() => _bench.Get<StorageDelivery>().DeliverAsync(request, Workbench.Token))
            .Should().ThrowAsync<UnknownConnectionException>().WithMessage("There is no storage connection named 'nas'. This server has: default.");
    }

    [Fact]
    public async Task Deliver_IfMatch_ReplacesOnlyTheVersionThatWasSeen()
    {
        var first = await DeliverAsync("td-1", "a.md", "one");
        File.SetLastWriteTimeUtc(first.File!.Location!, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        (await DeliverAsync("td-2", "a.md", "two", ifMatch: first.File.ETag)).Rejection.Should().Contain("no longer the version");
        var now = await _bench.Storage.FindAsync(StoragePath.Parse("a.md"), Workbench.Token);
        (await DeliverAsync("td-3", "a.md", "three", ifMatch: now!.ETag)).File!.Path.Should().Be("a.md");

        Read("a.md").Should().Be("three");
    }

    private Task<DeliveryResult> DeliverAsync(string id, string path, string text, OverwritePolicy policy = OverwritePolicy.Fail, string? ifMatch = null) =>
        _bench.Get<StorageDelivery>().DeliverAsync(
            new DeliveryRequest(id, ConnectionNames.Default, StoragePath.Parse(path), FileContent.Of(text), "text/plain", policy, ifMatch), Workbench.Token);

    private string[] Files() =>
        [.. Directory.EnumerateFiles(_bench.StorageRoot, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_bench.StorageRoot, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private string Read(string path) => File.ReadAllText(Path.Combine(_bench.StorageRoot, path));
}
