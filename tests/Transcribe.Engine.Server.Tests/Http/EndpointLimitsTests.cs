using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Transcribe.Engine.Server.Http;

namespace Transcribe.Engine.Server.Tests.Http;

/// <summary>From where, how often, how much, and what comes twice.</summary>
public sealed class EndpointLimitsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1", 200)]
    [InlineData("127.0.0.0/8", 200)]
    [InlineData("203.0.113.0/24", 403)]
    public async Task AllowedAddresses_List_IsWhereCallersMayComeFrom(string allowed, int status)
    {
        await using var server = await EndpointServer.StartAsync();
        await server.PublishAsync($""" "allowedAddresses": ["{allowed}"] """);

        (await server.StatusAsync()).Should().Be(status);
    }

    [Theory]
    [InlineData("::ffff:203.0.113.9", true)]
    [InlineData("203.0.114.9", false)]
    [InlineData("2001:db8::1", true)]
    [InlineData(null, false)]
    public void IsAllowed_Address_IsLookedForInNetworks(string? address, bool isAllowed) =>
        CallerAddress.IsAllowed(address is null ? null : IPAddress.Parse(address), ["203.0.113.0/24", "2001:db8::/32"]).Should().Be(isAllowed);

    [Fact]
    public async Task RequestsPerMinute_OneTooMany_IsTold429AndWhenToComeAgain()
    {
        await using var server = await EndpointServer.StartAsync();
        await server.PublishAsync(""" "requestsPerMinute": 3 """);
        for (var i = 0; i < 3; i++)
            (await server.StatusAsync()).Should().Be(200);

        using (var refused = await server.PostAsync())
        {
            refused.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
            refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(20));
        }

        server.Clock.Advance(TimeSpan.FromSeconds(20));
        (await server.StatusAsync()).Should().Be(200);
        (await server.StatusAsync()).Should().Be(429);
    }

    [Fact]
    public async Task DuplicateField_SameDeliveryAgain_StartsNothingAndNamesTheRun()
    {
        await using var server = await EndpointServer.StartAsync();
        await server.PublishAsync(""" "duplicateWindow": "01:00:00", "duplicateField": "event.id" """);

        (await server.StatusAsync("""{"event":{"id":7}}""")).Should().Be(200);
        using (var again = await server.PostAsync("""{"event":{"id":7},"attempt":2}"""))
        {
            again.StatusCode.Should().Be(HttpStatusCode.OK);
            (await again.Content.ReadAsStringAsync(Token)).Should().Contain("\"duplicate\":true").And.Contain((await server.RunsAsync()).Single().Id);
        }

        (await server.StatusAsync("""{"event":{"id":8}}""")).Should().Be(200);
        (await server.RunsAsync()).Should().HaveCount(2);
        server.Clock.Advance(TimeSpan.FromHours(1));
        (await server.StatusAsync("""{"event":{"id":7}}""")).Should().Be(200);
        (await server.RunsAsync()).Should().HaveCount(3);
    }

    [Fact]
    public async Task DuplicateHeader_ManyAtOnce_StartOne()
    {
        await using var server = await EndpointServer.StartAsync();
        await server.PublishAsync(""" "duplicateWindow": "01:00:00", "duplicateHeader": "X-Delivery" """);

        var statuses = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => server.StatusAsync("""{"a":1}""", ("X-Delivery", "one"))));

        statuses.Should().OnlyContain(status => status == 200);
        (await server.RunsAsync()).Should().ContainSingle();
        (await server.StatusAsync()).Should().Be(400, "without a name nobody can say whether it came before");
    }

    [Fact]
    public async Task RequestSizeLimit_SignedBodyWithoutALength_IsStoppedWhileItIsRead()
    {
        await using var server = await EndpointServer.StartAsync(("key", "secret"));
        await server.PublishAsync(""" "authentication": "GitHub", "secretNames": ["key"], "requestSizeLimit": 1000 """);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("in", UriKind.Relative))
        {
            Content = new StreamContent(new MemoryStream(new byte[50_000])), Headers = { TransferEncodingChunked = true },
        };
        request.Headers.TryAddWithoutValidation("X-Hub-Signature-256", "sha256=00");

        using var response = await server.Client.SendAsync(request, Token);

        response.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("false", 413)]
    [InlineData("true", 200)]
    public async Task RequestSizeLimit_BodyWithoutALength_IsAnsweredOrAnOutcome(string exposes, int status)
    {
        await using var server = await EndpointServer.StartAsync();
        await server.PublishAsync($""" "requestSizeLimit": 1000, "exposeRequestTooLargeOutcome": {exposes} """);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("in", UriKind.Relative))
        {
            Content = new StreamContent(new MemoryStream(new byte[20_000])), Headers = { TransferEncodingChunked = true },
        };

        using var response = await server.Client.SendAsync(request, Token);

        ((int)response.StatusCode).Should().Be(status);
    }

    [Theory]
    [InlineData("false", 413)]
    [InlineData("true", 200)]
    public async Task RequestSizeLimit_FormWhosePartsAreTooLargeTogether_IsAnsweredOrAnOutcome(string exposes, int status)
    {
        await using var server = await EndpointServer.StartAsync();
        await server.PublishAsync($""" "requestSizeLimit": 3000, "exposeRequestTooLargeOutcome": {exposes} """);
        using var form = new MultipartFormDataContent { { new StringContent(new string('a', 2000)), "one" }, { new ByteArrayContent(new byte[2000]), "two", "two.bin" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("in", UriKind.Relative)) { Content = form, Headers = { TransferEncodingChunked = true } };

        using var response = await server.Client.SendAsync(request, Token);

        ((int)response.StatusCode).Should().Be(status);
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=a\r\n\r\nno end")]
    [InlineData("multipart/form-data", "no boundary")]
    public async Task Body_ThatSaysItIsAFormAndIsNot_IsAnswered400AndStartsNothing(string type, string body)
    {
        await using var server = await EndpointServer.StartAsync();
        await server.PublishAsync(string.Empty);
        using var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        using var response = await server.Client.PostAsync(new Uri("in", UriKind.Relative), content, Token);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(Token)).Should().Contain("The form cannot be read");
        (await server.RunsAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Body_SignedMultipart_IsCheckedAndItsFilesAreRead()
    {
        await using var server = await EndpointServer.StartAsync(("key", "secret"));
        await server.PublishAsync(""" "authentication": "GitHub", "secretNames": ["key"] """, EndpointServer.Respond("`${variables.V.title} ${variables.F.length}`"));
        using var form = new MultipartFormDataContent { { new StringContent("Monday"), "title" }, { new ByteArrayContent(new byte[100_000]), "file", "talk.mp3" } };
        var bytes = await form.ReadAsByteArrayAsync(Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("in", UriKind.Relative)) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = form.Headers.ContentType;
        request.Headers.TryAddWithoutValidation("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData(Encoding.UTF8.GetBytes("secret"), bytes)));

        using var response = await server.Client.SendAsync(request, Token);

        (await response.Content.ReadAsStringAsync(Token)).Should().Be("Monday 1");
    }

    [Theory]
    [InlineData("""{"files":[{"path":"/etc/passwd"}],"file":{"fileName":"x","path":"/etc/passwd"}}""", "application/json")]
    [InlineData("""{"files":[{"path":"/etc/passwd"}]}""", "application/vnd.api+json")]
    public async Task Body_ThatSaysItHasFiles_HasNone(string body, string contentType)
    {
        await using var server = await EndpointServer.StartAsync();
        await server.PublishAsync(string.Empty, EndpointServer.Respond("variables.F == null ? 'no files' : 'files'"));
        using var content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(contentType));

        using var response = await server.Client.PostAsync(new Uri("in", UriKind.Relative), content, Token);

        (await response.Content.ReadAsStringAsync(Token)).Should().Be("no files", "only what our own parser made is a file");
    }

    [Fact]
    public async Task AllowedOrigins_PagesOfThem_MayAskAndRead()
    {
        await using var server = await EndpointServer.StartAsync();
        await server.PublishAsync(""" "allowedOrigins": ["https://app.example.com"] """);

        using var preflight = await PreflightAsync(server, "https://app.example.com");
        preflight.StatusCode.Should().Be(HttpStatusCode.NoContent);
        preflight.Headers.GetValues("Access-Control-Allow-Origin").Should().Equal("https://app.example.com");
        preflight.Headers.GetValues("Access-Control-Allow-Methods").Should().Equal("POST");
        preflight.Headers.GetValues("Access-Control-Allow-Headers").Should().Equal("x-api-key");
        using var answer = await server.PostAsync("{}", ("Origin", "https://app.example.com"));
        answer.Headers.GetValues("Access-Control-Allow-Origin").Should().Equal("https://app.example.com");

        using var strange = await PreflightAsync(server, "https://evil.example.com");
        strange.Headers.Contains("Access-Control-Allow-Origin").Should().BeFalse();
        using var other = await server.PostAsync("{}", ("Origin", "https://evil.example.com"));
        other.Headers.Contains("Access-Control-Allow-Origin").Should().BeFalse();
    }

    [Fact]
    public async Task AllowedOrigins_None_NoPageMayAsk()
    {
        await using var server = await EndpointServer.StartAsync();
        await server.PublishAsync(string.Empty);

        using var preflight = await PreflightAsync(server, "https://app.example.com");

        preflight.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    private static async Task<HttpResponseMessage> PreflightAsync(EndpointServer server, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, new Uri("in", UriKind.Relative));
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "x-api-key");
        return await server.Client.SendAsync(request, Token);
    }
}
