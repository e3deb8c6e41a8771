using Transcribe.Client.Tests.Server;

namespace Transcribe.Client.Tests;

public sealed class UploadTests : ClientTest
{
    private const string Ask = "POST /api/v1/uploads";
    private const string Put = "PUT /storage/1";

    private readonly byte[] media = [.. Enumerable.Range(0, 300_000).Select(x => (byte)x)];

    [Fact]
    public async Task Upload_File_AsksForAnAddress_AndStreamsWithProgress()
    {
        using var folder = new TempFolder();
        await File.WriteAllBytesAsync(folder.File("talk.mp3"), media, Token);
        Script(Replies.Status(200));
        var seen = new Recorder();

        var upload = await CreateSut().UploadAsync(UploadRequest.FromFile(folder.File("talk.mp3")), seen, Token);

        upload.Should().Be(new Upload("up_1", "talk.mp3", "audio/mpeg", media.Length));
        Server.For(Ask).Single().Text.Should().Be("""{"filename":"talk.mp3","content_type":"audio/mpeg","file_size":300000}""");
        Server.For(Ask).Single().Key.Should().NotBeNull();
        var put = Server.For(Put).Single();
        put.Body.Should().Equal(media);
        put.Headers["Content-Type"].Should().Be("audio/mpeg");
        put.Headers["Content-Length"].Should().Be("300000");
        put.Authorization.Should().BeNull();
        seen.Values.Should().BeInAscendingOrder(x => x.BytesSent).And.OnlyContain(x => x.TotalBytes == media.Length);
        seen.Values[^1].BytesSent.Should().Be(media.Length);
    }

    [Fact]
    public async Task Upload_FirstAttempt503_SendsSameBytesAgain()
    {
        Script(Replies.Status(503), Replies.Status(200));
        await using var stream = new MemoryStream(media);
        stream.Position = 100;

        await CreateSut().UploadAsync(UploadRequest.FromStream("talk.wav", stream), cancellationToken: Token);

        Server.For(Put).Should().HaveCount(2);
        Server.For(Put).Should().OnlyContain(x => x.Body.SequenceEqual(media.Skip(100)));
        stream.CanRead.Should().BeTrue();
    }

    [Fact]
    public async Task Upload_ConnectionReset_OpensTheFactoryAgain()
    {
        Script(Replies.Reset, Replies.Status(200));
        var opened = new List<MemoryStream>();

        await CreateSut().UploadAsync(UploadRequest.FromFactory("talk.wav", media.Length, _ =>
        {
            opened.Add(new MemoryStream(media));
            return Task.FromResult<Stream>(opened[^1]);
        }), cancellationToken: Token);

        opened.Should().HaveCount(2).And.OnlyContain(x => !x.CanRead, "each stream is disposed");
        Server.For(Put)[^1].Body.Should().Equal(media);
    }

    [Fact]
    public async Task Upload_NonSeekableStream_IsNotRetried_AndSaysWhy()
    {
        Script(Replies.Status(503), Replies.Status(200));

        var act = () => CreateSut().UploadAsync(UploadRequest.FromStream("talk.wav", new OneWay(media), media.Length), cancellationToken: Token);

        var error = (await act.Should().ThrowAsync<TranscribeUploadException>()).Which;
        error.Message.Should().Contain("answered 503").And.Contain("not sent again, because its stream can be read only once").And.Contain("seekable stream or a factory");
        error.StatusCode.Should().Be(System.Net.HttpStatusCode.ServiceUnavailable);
        Server.For(Put).Should().ContainSingle();
    }

    [Fact]
    public void FromStream_NonSeekableWithoutLength_SaysThatItIsNeeded()
    {
        var act = () => UploadRequest.FromStream("talk.wav", new OneWay(media));

        act.Should().Throw<ArgumentException>().WithMessage("*give the length*");
    }

    [Fact]
    public async Task Upload_LongerThanRequestTimeout_Succeeds()
    {
        Script(Replies.Status(200));
        var slow = new Slow(media, () => Clock.Advance(TimeSpan.FromSeconds(20)));
        var started = Clock.GetUtcNow();

        await CreateSut(x =>
        {
            x.AttemptTimeout = TimeSpan.FromSeconds(10);
            x.TotalTimeout = TimeSpan.FromSeconds(30);
        }).UploadAsync(UploadRequest.FromStream("talk.wav", slow, media.Length), cancellationToken: Token);

        (Clock.GetUtcNow() - started).Should().BeGreaterThan(TimeSpan.FromSeconds(60));
        Server.For(Put).Single().Body.Should().Equal(media);
    }

    [Fact]
    public async Task Upload_StandsStill_EndsAfterTheInactivityTimeout()
    {
        Script(Replies.Never);

        var uploading = CreateSut(x => (x.MaxAttempts, x.UploadInactivityTimeout) = (1, TimeSpan.FromSeconds(33)))
            .UploadAsync(UploadRequest.FromStream("talk.wav", new MemoryStream(media)), cancellationToken: Token);
        await Eventually.HoldsAsync(() => Server.For(Put).Count == 1, "the upload");
        await Clock.PassAsync(TimeSpan.FromSeconds(33));

        (await uploading.Awaiting(x => x.Soon()).Should().ThrowAsync<TranscribeUploadException>()).WithMessage("*took no byte for 33 s*").Which.IsTransient.Should().BeTrue();
    }

    [Fact]
    public async Task Upload_CallerCancels_ThrowsOperationCanceledWithCallersToken()
    {
        Script(Replies.Never);
        using var caller = new CancellationTokenSource();

        var uploading = CreateSut().UploadAsync(UploadRequest.FromStream("talk.wav", new MemoryStream(media)), cancellationToken: caller.Token);
        await Eventually.HoldsAsync(() => Server.For(Put).Count == 1, "the upload");
        await caller.CancelAsync();

        (await uploading.Awaiting(x => x.Soon()).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
    }

    [Fact]
    public async Task Upload_AddressExpiredBetweenAttempts_AsksForANewOne()
    {
        Script(Replies.RetryAfterHeader(503, "850"), Replies.Status(200));

        var uploading = CreateSut().UploadAsync(UploadRequest.FromStream("talk.wav", new MemoryStream(media)), cancellationToken: Token);
        await Clock.PassAsync(TimeSpan.FromSeconds(850));
        await uploading.Soon();

        Server.For(Ask).Should().HaveCount(2);
    }

    [Fact]
    public async Task Upload_SourceShorterThanSaid_SaysSo_AndIsNotRepeated()
    {
        Script(Replies.Status(200));

        var act = () => CreateSut().UploadAsync(UploadRequest.FromFactory("talk.wav", media.Length + 1, _ => Task.FromResult<Stream>(new MemoryStream(media))), cancellationToken: Token);

        (await act.Should().ThrowAsync<TranscribeUploadException>()).WithMessage("*ended after 300000 of 300001 bytes*").Which.IsTransient.Should().BeFalse();
    }

    [Fact]
    public async Task Upload_UnknownExtension_ListsWhatTheApiTakes()
    {
        var act = () => CreateSut().UploadAsync(UploadRequest.FromStream("talk.docx", new MemoryStream(media)), cancellationToken: Token);

        (await act.Should().ThrowAsync<ArgumentException>()).WithMessage("The API takes no '.docx'. Set ContentType to one of: audio/mpeg,*");
        Server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Upload_RefusedByTheApi_KeepsItsReason()
    {
        Server.On(Ask, Replies.Error(401, "invalid_api_key"));

        var act = () => CreateSut().UploadAsync(UploadRequest.FromStream("talk.wav", new MemoryStream(media)), cancellationToken: Token);

        await act.Should().ThrowAsync<TranscribeAuthenticationException>();
    }

    private void Script(params Reply[] puts)
    {
        Server.On(Ask, (context, request) => Replies.Ok(new { upload_id = "up_1", upload_url = new Uri(Server.Address, "/storage/1?signature=s3cr3t") })(context, request));
        Server.On(Put, puts);
    }

    private sealed class Recorder : IProgress<UploadProgress>
    {
        public List<UploadProgress> Values { get; } = [];

        public void Report(UploadProgress value) => Values.Add(value);
    }

    private class OneWay(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    private sealed class Slow(byte[] bytes, Action beforeRead) : OneWay(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            beforeRead();
            return base.ReadAsync(buffer[..Math.Min(buffer.Length, 64 * 1024)], cancellationToken);
        }
    }
}
