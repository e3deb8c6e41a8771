using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Transcribe.Engine.Server.Http;
using Transcribe.Engine.Server.Tests.Support;

namespace Transcribe.Engine.Server.Tests.Http;

public sealed class OutgoingCallerTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly OutgoingGuardOptions _options = new();
    private readonly List<ServiceProvider> _providers = [];
    private WebServer? _server;

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _providers)
            await provider.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    [Fact]
    public async Task Call_ToThisMachine_IsRefusedWithTheSettingThatAllowsIt()
    {
        var address = await StartAsync(app => app.MapGet("/", () => "secret"));

        var call = () => CallAsync(address);

        (await call.Should().ThrowAsync<OutgoingCallRefusedException>()).WithMessage("*127.0.0.1*not a public address*AllowedHosts*");
    }

    [Fact]
    public async Task Call_ToAnAllowedHost_Works()
    {
        var address = await StartAsync(app => app.MapGet("/", () => "hello"), isAllowed: true);

        var answer = await CallAsync(address);

        Encoding.UTF8.GetString(answer.Content).Should().Be("hello");
    }

    [Fact]
    public async Task Call_RedirectedToAnotherHost_IsCheckedAgainAndCarriesNoSecret()
    {
        string? seen = "nothing", key = "nothing", language = null;
        var address = await StartAsync(
            app =>
            {
                app.MapGet("/start", (HttpContext http) => Results.Redirect($"http://localhost:{http.Connection.LocalPort}/end"));
                app.MapGet("/end", (HttpContext http) => (seen, key, language) = (http.Request.Headers.Authorization, http.Request.Headers["X-Api-Key"], http.Request.Headers.AcceptLanguage));
            },
            isAllowed: true);

        var refused = () => CallAsync(new Uri(address, "start"), ("Authorization", "Bearer secret"));
        await refused.Should().ThrowAsync<OutgoingCallRefusedException>();

        _options.AllowedHosts.Add("LocalHost");
        await CallAsync(new Uri(address, "start"), ("Authorization", "Bearer secret"), ("X-Api-Key", "secret"), ("Accept-Language", "de"));
        seen.Should().BeNull();
        key.Should().BeNull();
        language.Should().Be("de");
    }

    [Fact]
    public async Task Call_AnswerOverTheLimit_StopsReading()
    {
        _options.MaxResponseBytes = 1000;
        var address = await StartAsync(app => app.MapGet("/", () => new string('x', 2000)), isAllowed: true);

        var call = () => CallAsync(address);

        (await call.Should().ThrowAsync<HttpRequestException>()).WithMessage("*larger than 1000 bytes*");
    }

    [Fact]
    public async Task Call_ThatIsNotAnswered_TimesOutByTheClock()
    {
        var arrived = new TaskCompletionSource();
        var address = await StartAsync(
            app => app.MapGet("/", async (HttpContext http) =>
            {
                arrived.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);
            }),
            isAllowed: true);

        var call = CallAsync(address);
        await arrived.Task;
        _clock.Advance(_options.Timeout + TimeSpan.FromSeconds(1));

        await ((Func<Task>)(() => call)).Should().ThrowAsync<TimeoutException>();
    }

    [Fact]
    public async Task Call_CancelledByTheRun_IsNoTimeOut()
    {
        using var cancellation = new CancellationTokenSource();
        var address = await StartAsync(
            app => app.MapGet("/", async (HttpContext http) =>
            {
                await cancellation.CancelAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);
            }),
            isAllowed: true);

        var call = () => CreateSut().CallAsync(new OutgoingCall(HttpMethod.Get, address, null, null, new Dictionary<string, string>()), cancellation.Token);

        await call.Should().ThrowAsync<OperationCanceledException>();
    }

    private async Task<Uri> StartAsync(Action<WebApplication> map, bool isAllowed = false)
    {
        _server = await WebServer.StartAsync(_ => { }, map);
        if (isAllowed)
            _options.AllowedHosts.Add($"{_server.Address.Host}:{_server.Address.Port}");
        return _server.Address;
    }

    private Task<OutgoingAnswer> CallAsync(Uri url, params (string Name, string Value)[] headers) => CreateSut().CallAsync(
        new OutgoingCall(HttpMethod.Get, url, null, null, headers.ToDictionary(header => header.Name, header => header.Value)), TestContext.Current.CancellationToken);

    private OutgoingCaller CreateSut()
    {
        var services = new ServiceCollection();
        services.AddHttpClient(nameof(OutgoingCaller)).ConfigurePrimaryHttpMessageHandler(() => new OutgoingGuard(_options).CreateHandler());
        _providers.Add(services.BuildServiceProvider());
        return new OutgoingCaller(_providers[^1].GetRequiredService<IHttpClientFactory>(), _options, _clock);
    }
}
