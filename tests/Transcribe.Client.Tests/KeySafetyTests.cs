using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Transcribe.Client.Tests.Server;

namespace Transcribe.Client.Tests;

public sealed class KeySafetyTests : ClientTest
{
    private const string Me = "GET /api/v1/me";

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_ToAnotherHost_IsFollowedWithoutTheKey(int status)
    {
        await using var other = await ScriptedServer.StartAsync();
        other.On("GET /file", Replies.Raw(200, "text/plain", "the transcript"));
        Server.On("GET /api/v1/transcriptions/7/transcript", Replies.Status(status, ("Location", new Uri(other.Address, "/file").ToString())));

        var text = await CreateSut().GetHandle("7").GetTranscriptAsync(cancellationToken: Token);

        text.Should().Be("the transcript");
        other.Requests.Single().Authorization.Should().BeNull();
        other.Requests.Single().Headers.Values.Should().NotContain(x => x.Contains(Key));
        Server.Requests.Single().Authorization.Should().Be($"Bearer {Key}");
    }

    [Fact]
    public async Task Redirect_BackToTheOwnHost_CarriesTheKeyAgain()
    {
        await using var other = await ScriptedServer.StartAsync();
        other.On("GET /away", Replies.Status(302, ("Location", new Uri(Server.Address, "/home").ToString())));
        Server.On(Me, Replies.Status(302, ("Location", new Uri(other.Address, "/away").ToString())));
        Server.On("GET /home", Replies.Ok(new { email = "a@b.example" }));

        await CreateSut().GetAccountAsync(Token);

        other.Requests.Single().Authorization.Should().BeNull();
        Server.For("GET /home").Single().Authorization.Should().Be($"Bearer {Key}");
    }

    [Fact]
    public async Task Redirect_OfAPaidRequest_IsRefused()
    {
        await using var other = await ScriptedServer.StartAsync();
        Server.On("POST /api/v1/transcriptions", Replies.Status(307, ("Location", new Uri(other.Address, "/api/v1/transcriptions").ToString())));

        var act = () => CreateSut().SubmitAsync(TranscriptionRequest.FromUrl(new Uri("https://example.com/a.mp3")), Token);

        (await act.Should().ThrowAsync<TranscribeException>()).WithMessage($"*redirected a POST to {other.Address.Authority}*set BaseUrl*");
        other.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Redirect_ForEver_IsRefused()
    {
        Server.On(Me, Replies.Status(302, ("Location", "/api/v1/me")));

        var act = () => CreateSut().GetAccountAsync(Token);

        (await act.Should().ThrowAsync<TranscribeException>()).WithMessage("*more than 5 times*");
        Server.Requests.Should().HaveCount(6);
    }

    [Fact]
    public async Task Redirect_ToAnotherScheme_IsRefused()
    {
        Server.On(Me, Replies.Status(302, ("Location", "ftp://example.com/me")));

        var act = () => CreateSut().GetAccountAsync(Token);

        await act.Should().ThrowAsync<TranscribeException>().WithMessage("*without https*");
    }

    [Fact]
    public async Task ResumableUpload_AddressOnAnotherHost_GetsNoKey()
    {
        await using var other = await ScriptedServer.StartAsync();
        other.On("PATCH /up/9", Replies.Status(204, ("Upload-Offset", "9000")));
        Server.On("POST /api/v1/uploads/tus", Replies.Status(201, ("Location", new Uri(other.Address, "/up/9").ToString())));

        await CreateSut(x => x.ResumableUploadThreshold = 100)
            .UploadAsync(UploadRequest.FromStream("talk.wav", new MemoryStream(new byte[9000])), cancellationToken: Token);

        other.Requests.Single().Authorization.Should().BeNull();
    }

    [Fact]
    public async Task Logs_AtEveryLevel_HoldTheRequestIdAndNoSecret()
    {
        var logs = new LogCollector();
        Server.On("POST /api/v1/transcriptions", Replies.Error(503, "internal_error", $"trouble with {Key}"), Replies.Json(202, new { id = 7, status = "queued", callback = new { secret = "whsec_x" } }));
        Server.On("POST /api/v1/uploads", (context, request) => Replies.Ok(new { upload_id = "u", upload_url = new Uri(Server.Address, "/put?signature=s3cr3t") })(context, request));
        Server.On("PUT /put", Replies.Status(200));
        var request = TranscriptionRequest.FromUrl(new Uri("https://example.com/private-name.mp3"));
        var provider = CreateProvider(services: (services, _) => services
            .AddLogging(x => x.SetMinimumLevel(LogLevel.Trace).AddProvider(logs))
            .ConfigureAll<TranscribeClientOptions>(Point));
        var sut = provider.GetRequiredService<ITranscribeClient>();

        await sut.SubmitAsync(request, Token);
        await sut.UploadAsync(UploadRequest.FromStream("talk.wav", new MemoryStream([1])), cancellationToken: Token);

        await provider.GetRequiredService<ITranscribeClientFactory>().Get("named-at-run-time").SubmitAsync(request, Token);

        var all = string.Join('\n', logs.Lines);
        all.Should().Contain(Replies.RequestId).And.Contain("POST /api/v1/transcriptions");
        all.Should().NotContain(Key).And.NotContain("whsec_x").And.NotContain("s3cr3t").And.NotContain("private-name");
    }

    [Fact]
    public void Options_Printed_DoNotShowTheKey()
    {
        var options = new TranscribeClientOptions { ApiKey = Key };

        options.ToString().Should().Be("https://transcribe.so/ (key: ***)");
        System.Text.Json.JsonSerializer.Serialize(options).Should().NotContain(Key);
    }

    private sealed class LogCollector : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue(state.ToString()!);
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
