using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Transcribe.Client.Tests.Server;

namespace Transcribe.Client.Tests;

public sealed class DependencyInjectionTests : ClientTest
{
    private const string Me = "GET /api/v1/me";

    private static readonly Reply Ok = Replies.Ok(new { email = "a@b.example" });

    [Fact]
    public async Task Di_TwoClientsInOneScope_Work()
    {
        Server.On(Me, Ok);
        await using var scope = CreateProvider(services: (services, _) => services.AddTranscribeClient("second", x =>
        {
            Point(x);
            x.ApiKey = "tsk_live_second";
        })).CreateAsyncScope();

        var first = scope.ServiceProvider.GetRequiredService<ITranscribeClient>();
        var again = scope.ServiceProvider.GetRequiredService<ITranscribeClient>();
        var second = scope.ServiceProvider.GetRequiredKeyedService<ITranscribeClient>("second");
        await first.GetAccountAsync(Token);
        await again.GetAccountAsync(Token);
        await second.GetAccountAsync(Token);

        first.Name.Should().Be("default");
        second.Name.Should().Be("second");
        Server.Requests.Select(x => x.Authorization).Should().Equal($"Bearer {Key}", $"Bearer {Key}", "Bearer tsk_live_second");
    }

    [Fact]
    public async Task Di_NamedHandler_IsUsed()
    {
        Server.On(Me, Ok);
        var counter = new CountingHandler();
        var provider = CreateProvider(services: (services, _) => services.AddTranscribeClient("proxied", Point).AddHttpMessageHandler(() => counter));
        var factory = provider.GetRequiredService<ITranscribeClientFactory>();

        await factory.Get().GetAccountAsync(Token);
        counter.Attempts.Should().Be(0);
        await factory.Get("proxied").GetAccountAsync(Token);

        counter.Attempts.Should().Be(1);
    }

    [Fact]
    public async Task Di_PrimaryHandlerOfTheCaller_IsUsed()
    {
        var provider = CreateProvider(services: (_, builder) => builder.ConfigurePrimaryHttpMessageHandler(() => new Canned()));

        var account = await provider.GetRequiredService<ITranscribeClient>().GetAccountAsync(Token);

        account.Email.Should().Be("canned@example.com");
    }

    [Fact]
    public async Task Di_NameKnownOnlyAtRunTime_WorksAsSoonAsItsOptionsDo()
    {
        Server.On(Me, Ok);
        var provider = CreateProvider(services: (services, _) => services.AddSingleton<IConfigureOptions<TranscribeClientOptions>>(new FromStore(Point)));

        await provider.GetRequiredService<ITranscribeClientFactory>().Get("from-the-store").GetAccountAsync(Token);

        Server.Requests.Single().Authorization.Should().Be("Bearer tsk_live_stored");
    }

    [Fact]
    public void Di_NameWithoutOptions_IsRefusedWithItsName()
    {
        var act = () => CreateProvider().GetRequiredService<ITranscribeClientFactory>().Get("nobody");

        act.Should().Throw<OptionsValidationException>().WithMessage("The transcribe.so client 'nobody' is not configured correctly: ApiKey is required*");
    }

    [Fact]
    public async Task Di_KeyRotates_TheNextCallUsesTheNewOne()
    {
        Server.On(Me, Ok);
        var keys = new Rotating { Key = "tsk_live_old" };
        var sut = CreateSut(x => x.ApiKey = null, (services, _) => services.AddSingleton<ITranscribeCredentials>(keys));

        await sut.GetAccountAsync(Token);
        keys.Key = "tsk_live_new";
        await sut.GetAccountAsync(Token);

        Server.Requests.Select(x => x.Authorization).Should().Equal("Bearer tsk_live_old", "Bearer tsk_live_new");
    }

    [Fact]
    public void Start_WrongOptions_FailsBeforeAnyCall()
    {
        var provider = CreateProvider(x => x.ApiKey = " ");

        var act = () => provider.GetRequiredService<IStartupValidator>().Validate();

        act.Should().Throw<OptionsValidationException>().WithMessage("*ApiKey is required*");
    }

    private sealed class Canned : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { RequestMessage = request, Content = new StringContent("""{"email":"canned@example.com"}""") });
    }

    private sealed class FromStore(Action<TranscribeClientOptions> point) : IConfigureNamedOptions<TranscribeClientOptions>
    {
        public void Configure(TranscribeClientOptions options) => Configure(null, options);

        public void Configure(string? name, TranscribeClientOptions options)
        {
            if (name != "from-the-store")
                return;

            point(options);
            options.ApiKey = "tsk_live_stored";
        }
    }

    private sealed class Rotating : ITranscribeCredentials
    {
        public required string Key { get; set; }

        public ValueTask<string> GetApiKeyAsync(string clientName, CancellationToken cancellationToken) => new(Key);
    }
}
