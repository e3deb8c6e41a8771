using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Server.Tests.Http;

/// <summary>Endpoints that know their callers, each way of it: the right one is let in, and nobody else.</summary>
public sealed class EndpointAuthenticationTests
{
    private const string Body = """{"event_id":"Ev1","text":"Grüße"}""";
    private const string Secret = "a-secret-of-more-than-thirty-two-bytes";

    [Theory]
    [InlineData("", "X-API-Key")]
    [InlineData(""", "authenticationHeader": "X-Other" """, "X-Other")]
    public async Task ApiKey_OnlyTheRightKey_IsLetIn(string more, string header)
    {
        await using var server = await StartAsync("ApiKey", more);

        (await server.StatusAsync(Body, (header, Secret))).Should().Be(200);
        (await server.StatusAsync(Body, (header, Secret + "x"))).Should().Be(401);
        (await server.StatusAsync(Body, (header, string.Empty))).Should().Be(401);
        (await server.StatusAsync(Body)).Should().Be(401);
        (await server.RunsAsync()).Should().ContainSingle("who is not let in starts nothing");
    }

    [Fact]
    public async Task ApiKey_SeveralSecrets_EachOfThemFits()
    {
        await using var server = await EndpointServer.StartAsync(("old", "old-key"), ("new", "new-key"));
        await server.PublishAsync(""" "authentication": "ApiKey", "secretNames": ["old", "new"] """);

        (await server.StatusAsync(Body, ("X-API-Key", "old-key"))).Should().Be(200);
        (await server.StatusAsync(Body, ("X-API-Key", "new-key"))).Should().Be(200);
    }

    [Fact]
    public async Task ApiKey_LetIn_IsNotAmongTheHeadersOfTheRun()
    {
        await using var server = await EndpointServer.StartAsync(("key", Secret));
        await server.PublishAsync(""" "authentication": "ApiKey", "secretNames": ["key"] """, EndpointServer.Respond("variables.H"));

        using var response = await server.PostAsync(Body, ("X-API-Key", Secret), ("X-Other", "seen"));

        var seen = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        seen.Should().Contain("seen").And.NotContain(Secret);
    }

    [Fact]
    public async Task Basic_OnlyTheRightUserAndPassword_AreLetIn()
    {
        await using var server = await StartAsync("Basic", """, "userName": "ann" """);

        (await server.StatusAsync(Body, Basic("ann", Secret))).Should().Be(200);
        (await server.StatusAsync(Body, Basic("bob", Secret))).Should().Be(401);
        (await server.StatusAsync(Body, Basic("ann", "wrong"))).Should().Be(401);
        (await server.StatusAsync(Body, ("Authorization", "Basic not-base64"))).Should().Be(401);
        using var response = await server.PostAsync(Body);
        response.Headers.WwwAuthenticate.Should().ContainSingle().Which.Scheme.Should().Be("Basic");
    }

    [Fact]
    public async Task Jwt_SharedKey_LetsInWhatItSignedForThisEndpointAndThisTime()
    {
        await using var server = await StartAsync("Jwt", """, "issuer": "me", "audience": "flows" """);
        var now = server.Clock.GetUtcNow().UtcDateTime;
        SigningCredentials Key(string secret) => new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)), SecurityAlgorithms.HmacSha256);

        (await server.StatusAsync(Body, Bearer(Key(Secret), "me", "flows", now.AddMinutes(5)))).Should().Be(200);
        (await server.StatusAsync(Body, Bearer(Key(Secret + "x"), "me", "flows", now.AddMinutes(5)))).Should().Be(401);
        (await server.StatusAsync(Body, Bearer(Key(Secret), "other", "flows", now.AddMinutes(5)))).Should().Be(401);
        (await server.StatusAsync(Body, Bearer(Key(Secret), "me", "other", now.AddMinutes(5)))).Should().Be(401);
        (await server.StatusAsync(Body, Bearer(Key(Secret), "me", "flows", now.AddMinutes(-5)))).Should().Be(401);
        (await server.StatusAsync(Body, Bearer(Key(Secret), "me", "flows", null))).Should().Be(401, "a token for ever is none");
        (await server.StatusAsync(Body, ("Authorization", "Bearer a.b.c"))).Should().Be(401);
    }

    [Fact]
    public async Task Jwt_PublicKey_IsNeverTakenForASharedOne()
    {
        using var rsa = RSA.Create(2048);
        var pem = rsa.ExportSubjectPublicKeyInfoPem();
        await using var server = await EndpointServer.StartAsync(("key", pem));
        await server.PublishAsync(""" "authentication": "Jwt", "secretNames": ["key"] """);
        var later = server.Clock.GetUtcNow().UtcDateTime.AddMinutes(5);

        (await server.StatusAsync(Body, Bearer(new(new RsaSecurityKey(rsa), SecurityAlgorithms.RsaSha256), "me", "flows", later))).Should().Be(200);
        (await server.StatusAsync(Body, Bearer(new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(pem)), SecurityAlgorithms.HmacSha256), "me", "flows", later))).Should().Be(401);
        var none = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor { Expires = later });
        (await server.StatusAsync(Body, ("Authorization", $"Bearer {none}"))).Should().Be(401);
    }

    [Theory]
    [InlineData("StandardWebhooks")]
    [InlineData("GitHub")]
    [InlineData("Stripe")]
    [InlineData("Slack")]
    public async Task Signed_OnlyTheBodyThatTheSecretSigned_IsLetIn(string sender)
    {
        var secret = sender == "StandardWebhooks" ? "whsec_" + Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)) : Secret;
        await using var server = await EndpointServer.StartAsync(("key", secret));
        await server.PublishAsync($""" "authentication": "{sender}", "secretNames": ["key"] """);
        var now = server.Clock.GetUtcNow();

        (await server.StatusAsync(Body, Sign(sender, Body, Secret, now))).Should().Be(200);
        (await server.StatusAsync(Body + " ", Sign(sender, Body, Secret, now))).Should().Be(401, "another body was signed");
        (await server.StatusAsync(Body, Sign(sender, Body, "another", now))).Should().Be(401);
        (await server.StatusAsync(Body)).Should().Be(401);
        if (sender != "GitHub")
        {
            (await server.StatusAsync(Body, Sign(sender, Body, Secret, now.AddMinutes(-6)))).Should().Be(401, "it is replayed");
            (await server.StatusAsync(Body, Sign(sender, Body, Secret, now.AddMinutes(6)))).Should().Be(401);
        }
    }

    [Fact]
    public async Task Hmac_DescribedByTheEndpoint_IsChecked()
    {
        await using var server = await StartAsync("Hmac", """, "authenticationHeader": "X-Sig", "signatureFormat": "v9={base64}", "signedContent": "{timestamp}\n{body}", "timestampHeader": "X-Time" """);
        var time = server.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = "v9=" + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{time}\n{Body}")));

        (await server.StatusAsync(Body, ("X-Sig", signature), ("X-Time", time))).Should().Be(200);
        (await server.StatusAsync(Body, ("X-Sig", signature), ("X-Time", time + "0"))).Should().Be(401);
        (await server.StatusAsync(Body, ("X-Sig", signature))).Should().Be(401);
        (await server.StatusAsync(Body, ("X-Sig", signature[3..]), ("X-Time", time))).Should().Be(401);
    }

    [Fact]
    public async Task Hmac_AsThisServersOwnClientHasIt_IsChecked()
    {
        await using var server = await StartAsync("Hmac", """, "authenticationHeader": "X-Transcribe-Signature", "signatureFormat": "sha256={hex}" """);

        (await server.StatusAsync(Body, ("X-Transcribe-Signature", "sha256=" + Hex(Secret, Body)))).Should().Be(200);
        (await server.StatusAsync(Body, ("X-Transcribe-Signature", "sha256=" + Hex(Secret, Body + "x")))).Should().Be(401);
    }

    [Theory]
    [InlineData("ApiKey")]
    [InlineData("GitHub")]
    public async Task Endpoint_WhoseSecretIsGone_LetsNobodyIn(string authentication)
    {
        await using var server = await StartAsync(authentication);
        server.Forget("key");

        (await server.StatusAsync(Body, ("X-API-Key", Secret))).Should().Be(401);
        (await server.StatusAsync(Body, ("X-API-Key", string.Empty), ("X-Hub-Signature-256", "sha256=" + Hex(string.Empty, Body)))).Should().Be(401);
    }

    [Theory]
    [InlineData(""" "authentication": "ApiKey" """, "needs the name of a secret")]
    [InlineData(""" "authentication": "ApiKey", "secretNames": ["unknown"] """, "There is no secret of the name")]
    [InlineData(""" "authentication": "Basic", "secretNames": ["key"] """, "needs a user name")]
    [InlineData(""" "authentication": "Hmac", "secretNames": ["key"], "signatureFormat": "sha256" """, "must end with {hex} or {base64}")]
    [InlineData(""" "authentication": "Hmac", "secretNames": ["key"], "signedContent": "fixed" """, "must have {body}")]
    [InlineData(""" "authentication": "Hmac", "secretNames": ["key"], "signedContent": "{timestamp}.{body}" """, "needs the header that has the time")]
    [InlineData(""" "allowedAddresses": ["somewhere"] """, "'somewhere' is no address")]
    [InlineData(""" "requestsPerMinute": 0 """, "between 1 and 100,000")]
    [InlineData(""" "duplicateWindow": "00:00:00", "duplicateField": "id" """, "more than zero")]
    [InlineData(""" "duplicateWindow": "01:00:00" """, "header or the field that names a delivery")]
    [InlineData(""" "duplicateField": "id" """, "not for how long")]
    [InlineData(""" "allowedOrigins": ["example.com"] """, "'example.com' is no origin")]
    public async Task Publish_RulesThatCannotWork_AreRefusedWithTheReason(string more, string reason)
    {
        await using var server = await EndpointServer.StartAsync(("key", Secret));

        var publish = () => server.PublishAsync(more);

        (await publish.Should().ThrowAsync<DefinitionException>()).Which.Message.Should().Contain(reason);
    }

    private static async Task<EndpointServer> StartAsync(string authentication, string more = "")
    {
        var server = await EndpointServer.StartAsync(("key", Secret));
        await server.PublishAsync($""" "authentication": "{authentication}", "secretNames": ["key"] {more} """);
        return server;
    }

    private static (string, string) Basic(string user, string password) => ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    private static (string, string) Bearer(SigningCredentials key, string issuer, string audience, DateTime? expires) => (
        "Authorization",
        "Bearer " + new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor { SigningCredentials = key, Issuer = issuer, Audience = audience, Expires = expires }));

    private static (string, string)[] Sign(string sender, string body, string secret, DateTimeOffset at)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return sender switch
        {
            "GitHub" => [("X-Hub-Signature-256", "sha256=" + Hex(secret, body))],
            "Stripe" => [("Stripe-Signature", $"t={time},v1={Hex("rolled", body)},v1={Hex(secret, $"{time}.{body}")},v0=old")],
            "Slack" => [("X-Slack-Request-Timestamp", time), ("X-Slack-Signature", "v0=" + Hex(secret, $"v0:{time}:{body}"))],
            _ =>
            [
                ("webhook-id", "msg_1"), ("webhook-timestamp", time),
                ("webhook-signature", "v1a,other v1," + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"msg_1.{time}.{body}")))),
            ],
        };
    }

    private static string Hex(string secret, string content) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(content)));
}
