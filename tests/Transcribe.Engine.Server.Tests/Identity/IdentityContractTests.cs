using System.Text.Json.Nodes;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Server.Tests.Studio;
using Transcribe.Engine.Server.Tests.Support;

namespace Transcribe.Engine.Server.Tests.Identity;

/// <summary>Sign-in, users, roles and keys, compared with a recorded upstream server's.</summary>
public sealed class IdentityContractTests(StudioServer server) : IClassFixture<StudioServer>
{
    [Theory]
    [InlineData("identity/login-empty")]
    [InlineData("identity/login-wrong-password")]
    [InlineData("identity/create-role")]
    [InlineData("identity/roles-list-2")]
    [InlineData("identity/roles-list")]
    [InlineData("identity/users-list")]
    public Task Request_Recorded_IsAnsweredTheSame(string recording) =>
        // The recorded server knew no role of this name; here it is always there.
        server.ExpectSameAsync(recording, [("\"id\":\"operator\"", "\"id\":\"scribe\"")]);

    // The password, the hashes, and a client secret that nothing asks for never leave this server; when somebody was there last is ours.
    [Theory]
    [InlineData("identity/create-user", "password", "hashedPassword", "hashedPasswordSalt", "createdAt", "lastSignInAt")]
    [InlineData("identity/users-list-2", "users[].createdAt", "users[].lastSignInAt")]
    [InlineData("identity/create-application", "clientId", "clientSecret", "hashedApiKey", "hashedApiKeySalt", "hashedClientSecret", "hashedClientSecretSalt", "createdAt")]
    public Task Request_Recorded_IsAnsweredTheSameWithoutSecrets(string recording, params string[] except) =>
        // The role that the recorded server knew.
        server.ExpectSameAsync(recording, [("\"admin\"", "\"administrator\"")], except);

    [Theory]
    [InlineData("identity/secrets-hash")]
    [InlineData("identity/secrets-hash-empty")]
    public Task SecretHash_Recorded_IsAnsweredTheSame(string recording) => server.ExpectSameAsync(recording);

    [Fact]
    public void SecretHash_OfTheRecordedSecretAndSalt_IsUpstreams()
    {
        var golden = GoldenAnswer.Read("identity/secrets-hash").Body!;

        SecretHashEndpoints.Hash("s3cret", Convert.FromBase64String((string)golden["salt"]!)).Should().Be((string)golden["hashedSecret"]!);
    }

    [Fact]
    public Task UserWithAnUnknownRole_Recorded_IsRefusedTheSame() =>
        server.ExpectSameAsync("identity/create-user-403-role-unknown", [("\"roles\":[\"operator\"]", "\"roles\":[\"no-such-role\"]")]);

    [Fact]
    public async Task LoginAndRefresh_Recorded_AreAnsweredTheSame()
    {
        using var client = new HttpClient { BaseAddress = server.Client.BaseAddress };
        var created = await IdentityServer.SendAsync(server.Client, HttpMethod.Post, "identity/users", new { name = "sam", password = "sam's password", roles = new[] { "viewer" } });
        created.Body.Should().NotBeNull();

        var login = await client.LogInAsync("sam", "sam's password");
        JsonShape.Differences(GoldenAnswer.Read("identity/login").Body, login).Should().BeEmpty();

        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {login["refreshToken"]}");
        var (_, refreshed) = await IdentityServer.SendAsync(client, HttpMethod.Post, "identity/refresh-token");
        JsonShape.Differences(GoldenAnswer.Read("identity/refresh-token").Body, refreshed).Should().BeEmpty();

        using var withAccessToken = new HttpRequestMessage(HttpMethod.Post, new Uri("/elsa/api/identity/refresh-token", UriKind.Relative));
        using var other = new HttpClient { BaseAddress = server.Client.BaseAddress };
        withAccessToken.Headers.Add("Authorization", $"Bearer {login["accessToken"]}");
        using var refused = await other.SendAsync(withAccessToken, TestContext.Current.CancellationToken);
        var golden = GoldenAnswer.Read("identity/refresh-token-with-access-token");
        ((int)refused.StatusCode).Should().Be(golden.Status);
        refused.Headers.WwwAuthenticate.ToString().Should().Be(golden.Header("WWW-Authenticate"));
    }

    [Fact]
    public void AccessToken_OfALogin_HasUpstreamsClaims()
    {
        var login = server.Client.DefaultRequestHeaders.Authorization!.Parameter!;

        var claims = JsonNode.Parse(Convert.FromBase64String(Padded(login.Split('.')[1])))!.AsObject();

        // The session, by which a sign-out ends the token, is ours.
        JsonShape.Differences(GoldenAnswer.ReadJson("identity/jwt-claims")["access"], claims, "sid").Should().BeEmpty();
        ((string)claims["token_use"]!).Should().Be("access");
    }

    /// <summary>Upstream's refresh token says who somebody is and what they may, for as long as it lives; here it is a random text that only the server can read.</summary>
    [Fact]
    public async Task RefreshToken_OfALogin_SaysNothing()
    {
        using var client = new HttpClient { BaseAddress = server.Client.BaseAddress };
        await IdentityServer.SendAsync(server.Client, HttpMethod.Post, "identity/users", new { name = "rita", password = "rita's password", roles = new[] { "viewer" } });

        var login = await client.LogInAsync("rita", "rita's password");

        ((string)GoldenAnswer.ReadJson("identity/jwt-claims")["refresh"]!["token_use"]!).Should().Be("refresh");
        ((string)login["refreshToken"]!).Split('.').Should().HaveCount(2, "a token with claims has three parts");
    }

    private static string Padded(string text) => text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '=');
}
