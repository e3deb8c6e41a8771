using System.Net;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Server.Tests.Support;

namespace Transcribe.Engine.Server.Tests.Identity;

/// <summary>Passwords, lock-out, sessions and their tokens.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private IdentityServer _server = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await IdentityServer.StartAsync();
        _client = await _server.CreateUserAsync("ann", "author");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task WrongPassword_FiveTimes_LocksTheNameForAMinuteAndLongerNextTime()
    {
        for (var i = 0; i < 5; i++)
            (await LogInAsync("ann", "wrong")).Should().Be(HttpStatusCode.OK);

        (await LogInAsync("ann", Right)).Should().Be(HttpStatusCode.TooManyRequests, "the right password is not even looked at");
        (await MeAsync(_client)).Should().Be(HttpStatusCode.OK, "who is signed in goes on");
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await LogInAsync("ann", "wrong")).Should().Be(HttpStatusCode.OK);
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await LogInAsync("ann", Right)).Should().Be(HttpStatusCode.TooManyRequests);
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await _client.LogInAsync("ann", Right))["isAuthenticated"]!.GetValue<bool>().Should().BeTrue();
    }

    [Fact]
    public async Task NameThatNobodyHas_IsLockedAlike()
    {
        for (var i = 0; i < 5; i++)
            await LogInAsync("nobody", "wrong");

        (await LogInAsync("nobody", "wrong")).Should().Be(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Address_ThatTriesManyNames_IsSlowedDown()
    {
        await using var server = await IdentityServer.StartAsync(options => options.SignInsPerMinute = 3);
        using var client = server.CreateClient();

        foreach (var (name, status) in new[] { ("a", 200), ("b", 200), ("c", 429) })
            ((int)(await IdentityServer.SendAsync(client, HttpMethod.Post, "identity/login", new { username = name, password = "wrong" })).Status).Should().Be(status);

        server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await client.LogInAsync("d", "wrong"))["isAuthenticated"]!.GetValue<bool>().Should().BeFalse();
    }

    [Fact]
    public async Task AccessToken_AfterItsTime_IsRefused_AndTheRefreshTokenGivesAnother()
    {
        var login = await _client.LogInAsync("ann", Right);
        using var client = _server.CreateClient($"Bearer {login["accessToken"]}");
        (await MeAsync(client)).Should().Be(HttpStatusCode.OK);

        _server.Clock.Advance(TimeSpan.FromHours(1));
        (await MeAsync(client)).Should().Be(HttpStatusCode.Unauthorized);

        using var renewed = _server.CreateClient($"Bearer {(await RefreshAsync((string)login["refreshToken"]!))!.AccessToken}");
        (await MeAsync(renewed)).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task AccessToken_InTheQuery_IsReadForHubsOnly()
    {
        var token = (string)(await _client.LogInAsync("ann", Right))["accessToken"]!;
        using var client = _server.CreateClient();

        foreach (var (path, status) in new[] { (IdentityServer.HubPath, 200), ("/elsa/api/workflow-instances", 401) })
        {
            using var response = await client.GetAsync(new Uri($"{path}?access_token={token}", UriKind.Relative), TestContext.Current.CancellationToken);
            ((int)response.StatusCode).Should().Be(status, path);
        }
    }

    [Fact]
    public async Task RefreshToken_ShownAgain_EndsTheWholeSession()
    {
        var first = (string)(await _client.LogInAsync("ann", Right))["refreshToken"]!;
        var second = (await RefreshAsync(first))!;
        _server.Clock.Advance(TimeSpan.FromSeconds(11));

        (await RefreshAsync(first)).Should().BeNull();
        (await RefreshAsync(second.RefreshToken)).Should().BeNull("thief and owner cannot be told apart");
        using var client = _server.CreateClient($"Bearer {second.AccessToken}");
        (await MeAsync(client)).Should().Be(HttpStatusCode.Unauthorized);
        (await _server.AuditAsync("action=old refresh token")).Should().ContainSingle().Which["actor"]!.GetValue<string>().Should().Be("ann");
    }

    [Fact]
    public async Task RefreshToken_ShownTwiceAtOnce_IsForgiven()
    {
        var first = (string)(await _client.LogInAsync("ann", Right))["refreshToken"]!;
        await RefreshAsync(first);

        var again = await RefreshAsync(first);

        again.Should().NotBeNull("an answer may get lost when a page is left");
        (await RefreshAsync(again!.RefreshToken)).Should().NotBeNull();
    }

    [Fact]
    public async Task Session_NotUsedForAWeek_IsOver()
    {
        var token = (string)(await _client.LogInAsync("ann", Right))["refreshToken"]!;

        _server.Clock.Advance(TimeSpan.FromDays(7));

        (await RefreshAsync(token)).Should().BeNull();
    }

    [Fact]
    public async Task SignOut_EndsTheSessionAtOnce()
    {
        var login = await _client.LogInAsync("ann", Right);
        using var leaving = _server.CreateClient($"Bearer {login["refreshToken"]}");
        await IdentityServer.SendAsync(leaving, HttpMethod.Post, "identity/sign-out");

        using var client = _server.CreateClient($"Bearer {login["accessToken"]}");
        (await MeAsync(client)).Should().Be(HttpStatusCode.Unauthorized);
        (await MeAsync(_client)).Should().Be(HttpStatusCode.OK, "another session of the same user goes on");
    }

    [Fact]
    public async Task OwnPassword_Changed_EndsOtherSessionsOnly()
    {
        using var other = _server.CreateClient();
        await other.SignInAsync("ann", Right);

        (await ChangeAsync("wrong")).Should().Be(HttpStatusCode.BadRequest);
        (await ChangeAsync(Right)).Should().Be(HttpStatusCode.NoContent);

        (await MeAsync(_client)).Should().Be(HttpStatusCode.OK);
        (await MeAsync(other)).Should().Be(HttpStatusCode.Unauthorized);
        (await _client.LogInAsync("ann", "another good password"))["isAuthenticated"]!.GetValue<bool>().Should().BeTrue();

        async Task<HttpStatusCode> ChangeAsync(string current) => (await IdentityServer.SendAsync(
            _client, HttpMethod.Put, "identity/me/password", new { currentPassword = current, newPassword = "another good password" })).Status;
    }

    [Fact]
    public async Task Database_HoldsNoPasswordTokenOrKeyInClear()
    {
        var login = await _client.LogInAsync("ann", Right);
        var (_, key) = await IdentityServer.SendAsync(_server.Admin, HttpMethod.Post, "identity/applications", new { name = "robot", roles = new[] { "viewer" } });

        var bytes = string.Concat(Directory.EnumerateFiles(Path.GetDirectoryName(_server.Database)!).Select(Read));

        bytes.Should().Contain("robot").And.NotContain(Right).And.NotContain((string)login["refreshToken"]!).And.NotContain((string)key!["apiKey"]!);
        bytes.Should().NotContain((string)login["accessToken"]!);

        static string Read(string path)
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file, System.Text.Encoding.Latin1);
            return reader.ReadToEnd();
        }
    }

    private static string Right => IdentityServer.PasswordOf("ann");

    private static async Task<HttpStatusCode> MeAsync(HttpClient client) => (await IdentityServer.SendAsync(client, HttpMethod.Get, "identity/me")).Status;

    private async Task<HttpStatusCode> LogInAsync(string name, string password)
    {
        using var client = _server.CreateClient();
        return (await IdentityServer.SendAsync(client, HttpMethod.Post, "identity/login", new { username = name, password })).Status;
    }

    private async Task<SessionTokens?> RefreshAsync(string token)
    {
        using var client = _server.CreateClient($"Bearer {token}");
        var (status, body) = await IdentityServer.SendAsync(client, HttpMethod.Post, "identity/refresh-token");
        return status == HttpStatusCode.OK ? new SessionTokens((string)body!["accessToken"]!, (string)body["refreshToken"]!) : null;
    }
}
