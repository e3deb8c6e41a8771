using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Http;
using Transcribe.Engine.Server.Proxies;
using Transcribe.Engine.Server.Tests.Http;
using Transcribe.Engine.Server.Tests.Support;

namespace Transcribe.Engine.Server.Tests.Proxies;

/// <summary>Whom a server believes to ask for somebody else. The test is the proxy, at 127.0.0.1.</summary>
public sealed class TrustedProxiesTests
{
    [Theory]
    [InlineData("", "203.0.113.9", "127.0.0.1", "nobody is believed unless it is said")]
    [InlineData("10.0.0.5", "203.0.113.9", "127.0.0.1", "who asks is no proxy of ours")]
    [InlineData("127.0.0.1", "203.0.113.9", "203.0.113.9", "our proxy says so")]
    [InlineData("127.0.0.0/8", "2001:db8::7", "2001:db8::7", "our proxy says so")]
    [InlineData("127.0.0.1", "10.9.9.9, 203.0.113.9", "203.0.113.9", "what stands before the proxy's own entry anybody could have sent")]
    [InlineData("127.0.0.1; 203.0.113.0/24", "198.51.100.1, 203.0.113.9", "198.51.100.1", "two proxies stand in a row")]
    [InlineData("127.0.0.1", "nonsense", "127.0.0.1", "it is no address")]
    public async Task Caller_BehindAProxy_IsKnownByItsOwnAddressOnlyIfTheProxyIsKnown(string proxies, string forwardedFor, string address, string because)
    {
        await using var server = await WebServer.StartAsync(_ => { }, app =>
        {
            app.UseTrustedProxies(TrustedProxies.Parse(proxies));
            app.Run(http => http.Response.WriteAsync(http.Connection.RemoteIpAddress!.ToString()));
        });

        (await AskAsync(server, "/", forwardedFor)).Text.Should().Be(address, because);
    }

    [Theory]
    [InlineData("203.0.113.9", HttpStatusCode.OK)]
    [InlineData("198.51.100.1", HttpStatusCode.Forbidden)]
    public async Task Endpoint_WithAllowedAddresses_SeesTheCallerBehindTheProxy(string caller, HttpStatusCode status)
    {
        using var folder = new TempFolder();
        await using var server = await WebServer.StartAsync(
            services =>
            {
                services.AddWorkflowEngine(engine => engine.ConnectionString = $"Data Source={folder.File("engine.db")}");
                services.AddHttpWorkflows();
            },
            app => app.UseTrustedProxies(TrustedProxies.Parse("127.0.0.1")).UseHttpWorkflows());
        await server.Services.GetRequiredService<DefinitionCatalog>().SaveAsync(
            $$"""{ "definitionId": "in", "root": { "type": "Elsa.Sequence", "activities": [ {{WorkflowServer.Endpoint("in", more: ""","allowedAddresses": ["203.0.113.0/24"] """)}} ] } }""",
            publish: true,
            cancellationToken: TestContext.Current.CancellationToken);

        (await AskAsync(server, "/workflows/in", caller)).Status.Should().Be(status);
    }

    [Theory]
    [InlineData("10.0.0.5; proxy.example", "'proxy.example' is neither an address nor a network*")]
    [InlineData("10.0.0.5/99", "*neither an address nor a network*")]
    [InlineData("0.0.0.0/0", "*every address*")]
    public void Parse_WhatIsNoProxy_IsRefusedByName(string text, string message)
    {
        var parsing = () => TrustedProxies.Parse(text);

        parsing.Should().Throw<FormatException>().WithMessage(message);
    }

    private static async Task<(HttpStatusCode Status, string Text)> AskAsync(WebServer server, string path, string forwardedFor)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, path));
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwardedFor);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
