using System.Net;
using Transcribe.Activities.Deliver;
using Transcribe.Activities.Deliver.Storage;
using Transcribe.Activities.Tests.Support;

namespace Transcribe.Activities.Tests.Deliver.Storage;

public sealed class LocalFolderStorageTests : StorageTargetContract
{
    private readonly TempFolder _folder = new();

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private protected override Task<IStorageTarget> CreateSutAsync() => Task.FromResult<IStorageTarget>(new LocalFolderStorage(_folder.Path));
}

public sealed class S3StorageTests(S3Server server) : StorageTargetContract, IClassFixture<S3Server>
{
    private protected override bool KeepsHalfOfWhatBroke => true;

    public override ValueTask DisposeAsync()
    {
        ((IDisposable)Sut).Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Write_KeepsTheMediaType()
    {
        await WriteAsync("a.md", "text");

        (await Sut.FindAsync(Path("a.md"), Workbench.Token))!.ContentType.Should().Be("text/markdown");
    }

    [Theory]
    [InlineData("nothing", S3Server.KeyId, "no bucket")]
    [InlineData("files", "wrong", "access key")]
    public async Task Test_Wrong_SaysWhat(string bucket, string keyId, string expected)
    {
        using var sut = Create(server.Settings(bucket, keyId));

        await FluentActions.Awaiting(() => sut.TestAsync(Workbench.Token)).Should().ThrowAsync<StorageRejectedException>().WithMessage($"*{expected}*");
    }

    [Fact]
    public async Task Test_NobodyThere_SaysItCannotBeReached()
    {
        var gone = new S3Server();
        using var sut = Create(await gone.StartAsync());
        await gone.DisposeAsync();

        await FluentActions.Awaiting(() => sut.TestAsync(Workbench.Token)).Should().ThrowAsync<IOException>().WithMessage("*S3*");
    }

    private protected override async Task<IStorageTarget> CreateSutAsync() => Create(await server.StartAsync());

    private static S3Storage Create(StorageSettings settings) => new(settings, new PlainHttp(), TimeProvider.System);
}

/// <summary>What S3 itself does and the test server does not know: conditions.</summary>
public sealed class S3ConditionTests : IAsyncLifetime
{
    private readonly ScriptedServer _server = new();
    private S3Storage _sut = null!;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync();
        _sut = new S3Storage(
            new StorageSettings { Kind = StorageKind.S3, Bucket = "files", Endpoint = _server.Address, AccessKeyId = "id", SecretAccessKey = "secret" }, new PlainHttp(), TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        _sut.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Write_WithoutReplace_AsksForItOnTheWireAndTakesTheRefusal()
    {
        _server.Answer = request => (request.Method == "HEAD" ? HttpStatusCode.NotFound : HttpStatusCode.PreconditionFailed, string.Empty);

        (await WriteAsync(replace: false, ifMatch: null)).Should().BeNull();

        _server.Requests.Last().Headers["If-None-Match"].Should().Be("*");
    }

    [Fact]
    public async Task Write_IfMatch_AsksForItOnTheWire()
    {
        _server.Answer = _ => (HttpStatusCode.OK, string.Empty);

        await WriteAsync(replace: true, ifMatch: "abc");

        _server.Requests.Last().Headers["If-Match"].Should().Be("\"abc\"");
    }

    [Fact]
    public async Task Write_SlowDown_IsNoRejection()
    {
        _server.Answer = request => request.Method == "HEAD" ? (HttpStatusCode.NotFound, string.Empty) : (HttpStatusCode.ServiceUnavailable, "<Error><Code>SlowDown</Code></Error>");

        await FluentActions.Awaiting(() => WriteAsync(false, null)).Should().ThrowAsync<IOException>();
    }

    private Task<StoredFile?> WriteAsync(bool replace, string? ifMatch) =>
        _sut.WriteAsync(new StorageWrite("td-1", StoragePath.Parse("a"), FileContent.Of("x"), "text/plain", "00", replace, ifMatch), Workbench.Token);
}

public sealed class AzureBlobStorageTests(AzureServer server) : StorageTargetContract, IClassFixture<AzureServer>
{
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Write_KeepsTheMediaType()
    {
        await WriteAsync("a.md", "text");

        (await Sut.FindAsync(Path("a.md"), Workbench.Token))!.ContentType.Should().Be("text/markdown");
    }

    [Fact]
    public async Task Write_IfMatch_ReplacesOnlyThatVersion()
    {
        var first = await WriteAsync("a.md", "one");
        await WriteAsync("a.md", "two", replace: true);

        (await WriteAsync("a.md", "three", replace: true, ifMatch: first!.ETag)).Should().BeNull();

        (await ReadAsync("a.md")).Should().Be("two");
    }

    [Fact]
    public async Task Write_ManyAtOnceWithoutReplace_OneWins()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => WriteAsync("a.md", $"text {i}")));

        results.Count(result => result is not null).Should().Be(1);
    }

    [Fact]
    public async Task Test_NoContainer_SaysSo()
    {
        var sut = Create(server.Settings("nothing"));

        await FluentActions.Awaiting(() => sut.TestAsync(Workbench.Token)).Should().ThrowAsync<StorageRejectedException>().WithMessage("There is no container 'nothing'.");
    }

    [Fact]
    public async Task Test_WrongKey_SaysSo()
    {
        var sut = Create(server.Settings("files", Convert.ToBase64String(new byte[64])));

        await FluentActions.Awaiting(() => sut.TestAsync(Workbench.Token)).Should().ThrowAsync<StorageRejectedException>().WithMessage("Azure refuses*");
    }

    private protected override async Task<IStorageTarget> CreateSutAsync() => Create(await server.StartAsync());

    private static AzureBlobStorage Create(StorageSettings settings) => new(settings, new PlainHttp(), TimeProvider.System);
}

public sealed class SftpStorageTests : StorageTargetContract
{
    private readonly TempFolder _folder = new();
    private SftpServer _server = null!;

    public override async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Write_ThroughALink_IsRejected()
    {
        using var outside = new TempFolder();
        Directory.CreateSymbolicLink(System.IO.Path.Combine(_server.Root, "link"), outside.Path);

        await FluentActions.Awaiting(() => WriteAsync("link/a.md", "x")).Should().ThrowAsync<StorageRejectedException>().WithMessage("*link*");

        Directory.EnumerateFileSystemEntries(outside.Path).Should().BeEmpty();
    }

    [Fact]
    public async Task Test_HostKeyUnknown_SaysWhichOneTheServerShows()
    {
        var sut = new SftpStorage(_server.Settings(hostKey: null), TimeProvider.System);

        await FluentActions.Awaiting(() => sut.TestAsync(Workbench.Token)).Should().ThrowAsync<StorageRejectedException>().WithMessage($"*{_server.HostKey}*enter it as hostKey*");
    }

    [Fact]
    public async Task Test_HostKeyChanged_Warns()
    {
        var sut = new SftpStorage(_server.Settings(hostKey: "SHA256:AAAA"), TimeProvider.System);

        await FluentActions.Awaiting(() => sut.TestAsync(Workbench.Token)).Should().ThrowAsync<StorageRejectedException>().WithMessage("*another key*");
    }

    [Fact]
    public async Task Test_UserNotAccepted_SaysSo()
    {
        var settings = _server.Settings();
        settings.PrivateKey = await SftpServer.MakeKeyAsync(_folder.File("other"));

        await FluentActions.Awaiting(() => new SftpStorage(settings, TimeProvider.System).TestAsync(Workbench.Token))
            .Should().ThrowAsync<StorageRejectedException>().WithMessage("*does not accept user*");
    }

    private protected override async Task<IStorageTarget> CreateSutAsync()
    {
        Component.Sshd.Require();
        _server = await SftpServer.StartAsync(_folder);
        return new SftpStorage(_server.Settings(), TimeProvider.System);
    }
}
