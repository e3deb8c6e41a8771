using System.Security.Cryptography;
using System.Text;
using Transcribe.Activities.Deliver;
using Transcribe.Activities.Deliver.Storage;
using Transcribe.Activities.Tests.Support;

namespace Transcribe.Activities.Tests.Deliver.Storage;

/// <summary>What every storage keeps to, whatever it is.</summary>
public abstract class StorageTargetContract : IAsyncLifetime
{
    private const int LargeBytes = 20 * 1024 * 1024;

    private protected IStorageTarget Sut { get; private set; } = null!;

    /// <summary>A test server may write half a request over what was there; S3 itself does not.</summary>
    private protected virtual bool KeepsHalfOfWhatBroke => false;

    private static CancellationToken Token => Workbench.Token;

    public async ValueTask InitializeAsync() => Sut = await CreateSutAsync();

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task Write_New_CanBeReadWithItsFacts()
    {
        var written = await WriteAsync("2026/río 1.md", "¡hola!");

        written!.Size.Should().Be(7);
        var found = await Sut.FindAsync(Path("2026/río 1.md"), Token);
        found!.Path.Should().Be("2026/río 1.md");
        found.Size.Should().Be(7);
        found.ETag.Should().NotBeNullOrEmpty();
        found.ModifiedAt.Should().BeAfter(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero));
        (await ReadAsync("2026/río 1.md")).Should().Be("¡hola!");
    }

    [Fact]
    public async Task Find_NothingThere_IsNull()
    {
        (await Sut.FindAsync(Path("no/such.md"), Token)).Should().BeNull();
        (await Sut.OpenAsync(Path("no/such.md"), Token)).Should().BeNull();
        (await Sut.FindHashAsync(Path("no/such.md"), Token)).Should().BeNull();
        (await Sut.DeleteAsync(Path("no/such.md"), Token)).Should().BeFalse();
    }

    [Fact]
    public async Task FindHash_IsOfTheContent()
    {
        await WriteAsync("a.md", "text");

        (await Sut.FindHashAsync(Path("a.md"), Token)).Should().Be(HashOf("text"));
    }

    [Fact]
    public async Task Write_WithoutReplaceWhenTaken_LeavesWhatIsThere()
    {
        await WriteAsync("a.md", "old");

        (await WriteAsync("a.md", "new", replace: false)).Should().BeNull();

        (await ReadAsync("a.md")).Should().Be("old");
        (await PathsAsync()).Should().Equal("a.md");
    }

    [Fact]
    public async Task Write_Replace_ReplacesAndChangesTheTag()
    {
        var first = await WriteAsync("a.md", "old");

        var second = await WriteAsync("a.md", "newer", replace: true);

        second!.ETag.Should().NotBe(first!.ETag);
        (await ReadAsync("a.md")).Should().Be("newer");
        (await PathsAsync()).Should().Equal("a.md");
    }

    [Fact]
    public async Task Write_Empty_IsAFile()
    {
        await WriteAsync("empty.txt", "");

        (await Sut.FindAsync(Path("empty.txt"), Token))!.Size.Should().Be(0);
        (await ReadAsync("empty.txt")).Should().BeEmpty();
    }

    [Fact]
    public async Task Write_Large_IsStreamedBothWays()
    {
        var bytes = new byte[LargeBytes];
        new Random(1).NextBytes(bytes);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var content = new FileContent(_ => Task.FromResult<Stream>(new ForwardOnly(bytes)), bytes.Length);

        await Sut.WriteAsync(new StorageWrite("td-1", Path("large.bin"), content, "application/octet-stream", hash, false), Token);

        await using var stream = await Sut.OpenAsync(Path("large.bin"), Token);
        Convert.ToHexStringLower(await SHA256.HashDataAsync(stream!, Token)).Should().Be(hash);
    }

    [Fact]
    public async Task Write_SourceBreaks_LeavesWhatWasThere()
    {
        await WriteAsync("a.md", "old");
        var content = new FileContent(_ => Task.FromResult<Stream>(new ForwardOnly(new byte[1000], breakAt: 500)), 1000);

        await FluentActions.Awaiting(() => Sut.WriteAsync(new StorageWrite("td-2", Path("a.md"), content, "text/plain", "00", true), Token))
            .Should().ThrowAsync<Exception>();

        if (!KeepsHalfOfWhatBroke)
            (await ReadAsync("a.md")).Should().Be("old");
        (await PathsAsync()).Should().Equal("a.md");
    }

    [Fact]
    public async Task List_FolderOrAll_NamesEveryFile()
    {
        foreach (var path in new[] { "a.md", "x/b.md", "x/y/c.md", "xylophone.md" })
            await WriteAsync(path, path);

        (await PathsAsync()).Should().Equal("a.md", "x/b.md", "x/y/c.md", "xylophone.md");
        (await PathsAsync("x")).Should().Equal("x/b.md", "x/y/c.md");
        (await PathsAsync("nothing")).Should().BeEmpty();
    }

    [Fact]
    public async Task Delete_RemovesIt()
    {
        await WriteAsync("x/a.md", "text");

        (await Sut.DeleteAsync(Path("x/a.md"), Token)).Should().BeTrue();

        (await Sut.FindAsync(Path("x/a.md"), Token)).Should().BeNull();
    }

    [Fact]
    public async Task Move_NewPath_IsThereAndNotHere()
    {
        await WriteAsync("inbox/a.md", "text");

        (await Sut.MoveAsync(Path("inbox/a.md"), Path("done/2026/a.md"), false, Token)).Should().Be(StorageMove.Moved);

        (await PathsAsync()).Should().Equal("done/2026/a.md");
        (await ReadAsync("done/2026/a.md")).Should().Be("text");
    }

    [Fact]
    public async Task Move_TakenOrMissing_ChangesNothing()
    {
        await WriteAsync("a.md", "a");
        await WriteAsync("b.md", "b");

        (await Sut.MoveAsync(Path("a.md"), Path("b.md"), false, Token)).Should().Be(StorageMove.Taken);
        (await Sut.MoveAsync(Path("c.md"), Path("d.md"), false, Token)).Should().Be(StorageMove.Missing);

        (await ReadAsync("a.md") + await ReadAsync("b.md")).Should().Be("ab");
    }

    [Fact]
    public async Task Move_Replace_Replaces()
    {
        await WriteAsync("a.md", "a");
        await WriteAsync("b.md", "b");

        (await Sut.MoveAsync(Path("a.md"), Path("b.md"), true, Token)).Should().Be(StorageMove.Moved);

        (await PathsAsync()).Should().Equal("b.md");
        (await ReadAsync("b.md")).Should().Be("a");
    }

    [Fact]
    public async Task Test_Works_SaysWhatWasFound() => (await Sut.TestAsync(Token)).Should().NotBeEmpty();

    [Fact]
    public async Task Any_Cancelled_SaysSo()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var content = new FileContent(_ => throw new OperationCanceledException(cancelled.Token), 1);

        await FluentActions.Awaiting(() => Sut.WriteAsync(new StorageWrite("td-3", Path("a.md"), content, "text/plain", "00", true), cancelled.Token))
            .Should().ThrowAsync<OperationCanceledException>();
    }

    private protected abstract Task<IStorageTarget> CreateSutAsync();

    private protected static StoragePath Path(string text) => StoragePath.Parse(text);

    private protected Task<StoredFile?> WriteAsync(string path, string text, bool replace = false, string? ifMatch = null) =>
        Sut.WriteAsync(new StorageWrite("td-" + HashOf(path), Path(path), FileContent.Of(text), "text/markdown", HashOf(text), replace, ifMatch), Token);

    private protected async Task<string> ReadAsync(string path)
    {
        await using var stream = await Sut.OpenAsync(Path(path), Token);
        using var reader = new StreamReader(stream!);
        return await reader.ReadToEndAsync(Token);
    }

    private async Task<List<string>> PathsAsync(string? folder = null)
    {
        var paths = new List<string>();
        await foreach (var file in Sut.ListAsync(folder is null ? null : Path(folder), Token))
            paths.Add(file.Path);

        paths.Sort(StringComparer.Ordinal);
        return paths;
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>A stream as a network gives it: it cannot go back, and may break.</summary>
    private sealed class ForwardOnly(byte[] bytes, int breakAt = int.MaxValue) : MemoryStream(bytes, writable: false)
    {
        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (base.Position >= breakAt)
                throw new IOException("The source broke.");

            return base.Read(buffer, offset, Math.Min(count, 500));
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var copy = new byte[Math.Min(buffer.Length, 64 * 1024)];
            var read = breakAt == int.MaxValue ? base.Read(copy, 0, copy.Length) : Read(copy, 0, copy.Length);
            copy.AsSpan(0, read).CopyTo(buffer.Span);
            return new ValueTask<int>(read);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}
