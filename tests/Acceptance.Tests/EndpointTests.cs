using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Identity;
using Transcribe.Workflows.Host;

namespace Transcribe.Acceptance;

/// <summary>Whatever the host serves says who may call it; what was forgotten is found here.</summary>
public sealed class EndpointTests(EndpointTests.HostFactory host) : IClassFixture<EndpointTests.HostFactory>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void EveryEndpoint_NamesAPermission_OrSaysWhyItNeedsNone()
    {
        var endpoints = Endpoints();

        var silent = endpoints.Where(endpoint => Policies(endpoint).Count == 0 && endpoint.Metadata.GetMetadata<OpenEndpoint>() is null);

        endpoints.Should().HaveCountGreaterThan(60);
        silent.Select(Describe).Should().BeEmpty("each needs .RequirePermission(…), or .OpenToSignedIn(…) or .OpenToEverybody(…) with the reason");
        endpoints.SelectMany(Policies).Except([.. Permission.Known.Keys, "run-link"]).Should().BeEmpty("each policy is a permission that a role can have");
    }

    [Fact]
    public async Task EveryEndpoint_ThatIsNotOpenToEverybody_RefusesStrangers()
    {
        using var stranger = host.CreateClient();

        foreach (var endpoint in Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null))
        {
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), PathOf(endpoint));
                if (method is "POST" or "PUT")
                    request.Content = JsonContent.Create(new { });

                using var response = await stranger.SendAsync(request, TestContext.Current.CancellationToken);
                response.StatusCode.Should().Be(HttpStatusCode.Unauthorized, "{0} {1} is not for strangers", method, request.RequestUri);
            }
        }
    }

    [Fact]
    public async Task AcceptedRequest_OfAStranger_LeadsToWhereItsRunStandsAndToNothingElseOfIt()
    {
        await host.Services.GetRequiredService<DefinitionCatalog>().SaveAsync(
            """
            { "definitionId": "later", "root": { "type": "Elsa.Sequence", "activities": [
              { "type": "Elsa.HttpEndpoint", "path": "later", "supportedMethods": ["POST"], "answer": "AtOnce", "customProperties": { "canStartWorkflow": true } },
              { "type": "Elsa.Fault", "name": "Secret step", "message": "It broke." } ] } }
            """,
            publish: true,
            cancellationToken: Token);
        using var stranger = host.CreateClient();
        using var accepted = await stranger.PostAsync(new Uri("/workflows/later", UriKind.Relative), null, Token);
        accepted.StatusCode.Should().Be(HttpStatusCode.Accepted);
        var answer = await accepted.Content.ReadFromJsonAsync<JsonElement>(Token);
        var status = new Uri(answer.GetProperty("status").GetString()!);
        status.PathAndQuery.Should().Be(accepted.Headers.Location!.ToString());

        var standing = await Eventually.GetAsync(
            async () => await stranger.GetStringAsync(status, Token) is { } text && text.StartsWith("It has failed.", StringComparison.Ordinal) ? text : null, "it has failed");

        standing.Should().Contain(answer.GetProperty("workflowInstanceId").GetString()).And.NotContainAny("broke", "Secret step");
        using var json = new HttpRequestMessage(HttpMethod.Get, status) { Headers = { { "Accept", "application/json" } } };
        using var asJson = await stranger.SendAsync(json, Token);
        (await asJson.Content.ReadAsStringAsync(Token)).Should().Contain("\"status\":\"failed\"").And.NotContainAny("broke", "Secret step");
        (await stranger.GetAsync(new Uri(status.AbsolutePath + "?key=other", UriKind.Relative), Token)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    private List<RouteEndpoint> Endpoints() => [.. host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];

    private static List<string> Policies(RouteEndpoint endpoint) => [.. endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy).OfType<string>()];

    private static string Describe(RouteEndpoint endpoint) => endpoint.DisplayName ?? endpoint.RoutePattern.RawText ?? "?";

    private static string PathOf(RouteEndpoint endpoint) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment =>
        string.Concat(segment.Parts.Select(part => part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content : "1"))));

    /// <summary>The host's own program, in this process, without a port.</summary>
    public sealed class HostFactory : WebApplicationFactory<HostSettings>
    {
        private readonly TempFolder _data = new();

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            _data.Dispose();
        }

        protected override IHost CreateHost(IHostBuilder builder)
        {
            builder.ConfigureHostConfiguration(configuration => configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["data"] = _data.Path,
                ["urls"] = "http://127.0.0.1:0",

                // With a key there is no sandbox, which would be a second web application in this process.
                ["TRANSCRIBE_API_KEY"] = "tsk_live_never_used",
                ["TRANSCRIBE_API_URL"] = "http://127.0.0.1:1/",
            }));
            return base.CreateHost(builder);
        }
    }
}
