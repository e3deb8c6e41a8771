using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Transcribe.Engine.Server.Identity;
using Transcribe.Workflows.Host;

namespace Transcribe.Acceptance;

/// <summary>Whatever the host serves says who may call it; what was forgotten is found here.</summary>
public sealed class EndpointTests(EndpointTests.HostFactory host) : IClassFixture<EndpointTests.HostFactory>
{
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
