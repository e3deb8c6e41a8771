using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Server.Http;

/// <summary>Adds workflows that answer requests, and calls from workflows.</summary>
public static class HttpWorkflowsExtensions
{
    /// <summary>The path below which drafts are tried.</summary>
    internal const string TestPath = "/workflow-tests";

    /// <summary>Adds the HTTP activities and what they need.</summary>
    public static IServiceCollection AddHttpWorkflows(
        this IServiceCollection services, Action<HttpWorkflowOptions>? configure = null, Action<OutgoingGuardOptions>? configureOutgoing = null)
    {
        TypeAliases.Register(typeof(HttpEndpointStimulus), "HttpEndpointBookmarkPayload");
        TypeAliases.Register(typeof(System.Net.HttpStatusCode), "HttpStatusCode");
        TypeAliases.Register(typeof(HttpFile), "HttpFile");
        TypeAliases.Register(typeof(IFormFile), "FormFile");
        TypeAliases.Register(typeof(HttpRequest), "HttpRequest");
        TypeAliases.Register(typeof(HttpResponseMessage), "HttpResponseMessage");
        services.AddActivitiesFrom<HttpEndpoint>();
        services.AddOptions<HttpWorkflowOptions>()
            .Configure(options => configure?.Invoke(options))
            .Validate(options => options.BasePath.StartsWith('/') && options.BasePath.Length > 1, "BasePath must start with / and name a path.")
            .Validate(options => options.MaxRequestBytes > 0, "MaxRequestBytes must be more than 0.")
            .ValidateOnStart();

        var outgoing = new OutgoingGuardOptions();
        configureOutgoing?.Invoke(outgoing);
        services.AddSingleton(outgoing);
        services.AddSingleton<OutgoingGuard>();
        services.AddHttpClient(nameof(OutgoingCaller)).ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<OutgoingGuard>().CreateHandler())
            .RemoveAllLoggers();
        services.AddSingleton(provider => new OutgoingCaller(
            provider.GetRequiredService<IHttpClientFactory>(), provider.GetRequiredService<OutgoingGuardOptions>(), provider.GetRequiredService<TimeProvider>()));

        services.AddSingleton<IResilienceStrategy, ExponentialRetries>();
        services.AddSingleton<ResilienceStrategies>();
        services.AddSingleton<IDefinitionValidator, ResilienceValidator>();
        services.AddSingleton<IDefinitionValidator, OutgoingContentValidator>();
        services.AddSingleton<IActivityDescriptorModifier, ResilientRequests>();
        services.TryAddSingleton<IHttpEndpointAuthorizationHandler, AuthenticatedUsers>();
        services.TryAddSingleton<IHttpEndpointFaultHandler, FaultProblems>();
        services.AddRequestIds();
        services.AddSingleton<ITriggerValidator, EndpointPaths>();
        services.AddSingleton<HttpRouteTable>();
        services.AddEndpointGate();
        services.AddEndpointAnswers();
        services.AddSingleton<RequestReader>();
        services.AddSingleton<EndpointRunner>();
        services.AddSingleton<TestUrls>();
        services.AddSingleton<TestCalls>();
        services.AddSingleton<HttpWorkflows>();
        services.AddHostedService<HttpRouteUpdates>();
        return services;
    }

    private static void AddRequestIds(this IServiceCollection services)
    {
        services.AddSingleton<IHttpCorrelationIdSelector, HeaderIds>();
        services.AddSingleton<IHttpCorrelationIdSelector, QueryIds>();
        services.AddSingleton<IHttpWorkflowInstanceIdSelector, HeaderIds>();
        services.AddSingleton<IHttpWorkflowInstanceIdSelector, QueryIds>();
        services.AddSingleton<RequestIds>();
    }

    private static void AddEndpointGate(this IServiceCollection services)
    {
        services.AddCors();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IEndpointSecrets, NoSecrets>();
        services.AddSingleton<EndpointAuthenticator>();
        services.AddSingleton<RequestRates>();
        services.AddSingleton(provider => new EndpointCors(provider.GetRequiredService<ICorsService>()));
        services.AddSingleton<EndpointGate>();
    }

    private static void AddEndpointAnswers(this IServiceCollection services)
    {
        services.AddSingleton<WaitingCallers>();
        services.AddSingleton<RunWatch>();
        services.AddSingleton<ProgressStream>();
        services.AddSingleton<LateAnswers>();
        services.AddSingleton<AnswersAhead>();
        services.AddSingleton<ResponseSender>();
    }

    /// <summary>Lets workflows answer requests below the base path, and drafts below the addresses at which they are tried.</summary>
    public static IApplicationBuilder UseHttpWorkflows(this IApplicationBuilder app)
    {
        var basePath = new PathString(app.ApplicationServices.GetRequiredService<IOptions<HttpWorkflowOptions>>().Value.BasePath);
        app.UsePause(basePath);
        app.UsePause(TestPath);
        var workflows = app.ApplicationServices.GetRequiredService<HttpWorkflows>();
        var tests = app.ApplicationServices.GetRequiredService<TestCalls>();
        return app.Use(next => http =>
        {
            if (http.Request.Path.StartsWithSegments(basePath, out var rest))
                return workflows.AnswerAsync(http, HttpPaths.Normalize(rest.Value ?? "/"));

            return http.Request.Path.StartsWithSegments(TestPath, out var test) ? tests.AnswerAsync(http, test.Value ?? "/") : next(http);
        });
    }
}
