using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Server.Http;
using static Transcribe.Engine.Server.Tests.Http.WorkflowServer;

namespace Transcribe.Engine.Server.Tests.Http;

/// <summary>What a host decides itself about requests: who may call, which ids they carry, what a failure looks like.</summary>
public sealed class HostChoicesTests : IAsyncLifetime
{
    private WorkflowServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await WorkflowServer.StartAsync(services: services => services
        .AddSingleton<IHttpEndpointAuthorizationHandler, KnownGuests>()
        .AddSingleton<IHttpEndpointFaultHandler, Apology>()
        .AddSingleton<IHttpCorrelationIdSelector, OrderNumber>()
        .AddSingleton<IHttpWorkflowInstanceIdSelector, OrderNumber>());

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("anna", HttpStatusCode.OK)]
    [InlineData("nobody", HttpStatusCode.Unauthorized)]
    public async Task Endpoint_WithAuthorization_AsksTheHost(string guest, HttpStatusCode status)
    {
        await _server.PublishAsync("closed", Endpoint("closed", more: ""","authorize": true, "policy": "guests" """), Respond("'in'"));

        using var response = await SendAsync("closed", ("X-Guest", guest));

        response.StatusCode.Should().Be(status);
    }

    [Fact]
    public async Task Run_ThatFails_IsAnsweredByTheHost()
    {
        await _server.PublishAsync("broken", Endpoint("broken"), """{ "type": "Elsa.Fault", "message": "It broke." }""");

        using var response = await _server.GetAsync("broken");

        response.StatusCode.Should().Be(HttpStatusCode.BadGateway);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Be("sorry: It broke.");
    }

    [Fact]
    public async Task Request_WithIdsWhereTheHostLooks_HasThem()
    {
        await _server.PublishAsync("order", Endpoint("order"), Respond("`${getWorkflowInstanceId()} ${getCorrelationId()}`"));

        using var response = await SendAsync("order", ("X-Order", "7"), ("X-Correlation-ID", "other"));

        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Be("run-7 order-7");
    }

    [Fact]
    public async Task Request_WithoutWhatTheHostLooksFor_HasUpstreamsIds()
    {
        await _server.PublishAsync("order", Endpoint("order"), Respond("`${getWorkflowInstanceId()} ${getCorrelationId()}`"));

        using var response = await SendAsync("order?workflowInstanceId=mine", ("X-Correlation-ID", "other"));

        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Be("mine other");
    }

    private async Task<HttpResponseMessage> SendAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return await _server.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private sealed class KnownGuests : IHttpEndpointAuthorizationHandler
    {
        public ValueTask<bool> AuthorizeAsync(AuthorizeHttpEndpointContext context) =>
            new(context.Policy == "guests" && context.HttpContext.Request.Headers["X-Guest"] == "anna");
    }

    private sealed class Apology : IHttpEndpointFaultHandler
    {
        public async ValueTask HandleAsync(HttpEndpointFaultContext context)
        {
            context.HttpContext.Response.StatusCode = StatusCodes.Status502BadGateway;
            await context.HttpContext.Response.WriteAsync($"sorry: {context.WorkflowState.Incidents[^1].Message}", context.CancellationToken);
        }
    }

    private sealed class OrderNumber : IHttpCorrelationIdSelector, IHttpWorkflowInstanceIdSelector
    {
        public double Priority => 10;

        public ValueTask<string?> GetCorrelationIdAsync(HttpContext httpContext, CancellationToken cancellationToken = default) => new(Named(httpContext, "order"));

        public ValueTask<string?> GetWorkflowInstanceIdAsync(HttpContext httpContext, CancellationToken cancellationToken = default) => new(Named(httpContext, "run"));

        private static string? Named(HttpContext http, string name) => http.Request.Headers["X-Order"].FirstOrDefault() is { } order ? $"{name}-{order}" : null;
    }
}
