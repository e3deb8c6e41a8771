using System.Globalization;
using System.Text;
using Transcribe.Client.Tests.Server;

namespace Transcribe.Client.Tests;

public sealed class ResumableUploadTests : ClientTest
{
    private const string Create = "POST /api/v1/uploads/tus";
    private const string Patch = "PATCH /api/v1/uploads/tus/up 9";
    private const string Head = "HEAD /api/v1/uploads/tus/up 9";
    private const string Location = "/api/v1/uploads/tus/up%209";

    private readonly byte[] media = [.. Enumerable.Range(0, 10_000).Select(x => (byte)x)];
    private readonly MemoryStream stored = new();

    public ResumableUploadTests()
    {
        Take = async (context, request) =>
        {
            request.Headers["Upload-Offset"].Should().Be(stored.Length.ToString(CultureInfo.InvariantCulture));
            await stored.WriteAsync(request.Body, Token);
            await Offset(204)(context, request);
        };
    }

    private Reply Take { get; }

    [Fact]
    public async Task Upload_AboveTheThreshold_GoesInPieces()
    {
        Script(Take);

        var upload = await UploadAsync();

        upload.UploadId.Should().Be("up 9");
        stored.ToArray().Should().Equal(media);
        var created = Server.For(Create).Single();
        created.Headers["Upload-Length"].Should().Be("10000");
        created.Headers["Tus-Resumable"].Should().Be("1.0.0");
        created.Headers["Upload-Metadata"].Should().Be($"filename {Base64("talk.wav")},filetype {Base64("audio/wav")}");
        created.Key.Should().NotBeNull();
        var pieces = Server.For(Patch);
        pieces.Select(x => x.Body.Length).Should().Equal(4096, 4096, 1808);
        pieces.Should().OnlyContain(x => x.Headers["Content-Type"] == "application/offset+octet-stream" && x.Authorization == $"Bearer {Key}");
    }

    [Fact]
    public async Task Upload_PieceBreaksOff_GoesOnFromWhereTheServerIs()
    {
        // The server kept 1000 bytes of the second piece when the connection broke.
        Script(Take, async (context, request) =>
        {
            await stored.WriteAsync(request.Body.AsMemory(0, 1000), Token);
            await Replies.Reset(context, request);
        }, Take);

        await UploadAsync();

        stored.ToArray().Should().Equal(media);
        Server.For(Head).Should().ContainSingle();
    }

    [Fact]
    public async Task Upload_IdInTheBody_IsTaken()
    {
        Script(Take);
        Server.On(Create, Replies.Json(201, new { upload_id = "up_body" }, ("Location", Location)));

        (await UploadAsync()).UploadId.Should().Be("up_body");
    }

    [Fact]
    public async Task Upload_ServerStandsAtTheSameOffset_FailsInsteadOfLooping()
    {
        Script(Offset(204));

        var act = () => UploadAsync();

        await act.Should().ThrowAsync<TranscribeUploadException>();
    }

    [Theory]
    [InlineData(409)]
    [InlineData(423)]
    public async Task Upload_ServerHoldsTheBrokenAttempt_AsksAgainHowMuchItHas(int status)
    {
        Script(Replies.Status(status), Take);

        await UploadAsync();

        stored.ToArray().Should().Equal(media);
        Server.For(Head).Should().ContainSingle();
    }

    [Fact]
    public async Task Upload_GoneAtTheServer_SaysNotFound()
    {
        Script(Replies.Status(503));
        Server.On(Head, Replies.Status(410));

        var act = () => UploadAsync();

        await act.Should().ThrowAsync<TranscribeNotFoundException>();
    }

    private Task<Upload> UploadAsync() =>
        CreateSut(x => (x.ResumableUploadThreshold, x.ResumableChunkBytes) = (5000, 4096))
            .UploadAsync(UploadRequest.FromFactory("talk.wav", media.Length, _ => Task.FromResult<Stream>(new MemoryStream(media))), cancellationToken: Token);

    private void Script(params Reply[] patches)
    {
        Server.On(Create, Replies.Status(201, ("Location", Location)));
        Server.On(Patch, patches);
        Server.On(Head, Offset(200));
    }

    private Reply Offset(int status) => (context, request) =>
        Replies.Status(status, ("Upload-Offset", stored.Length.ToString(CultureInfo.InvariantCulture)))(context, request);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
