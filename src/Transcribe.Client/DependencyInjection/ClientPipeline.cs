using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using Transcribe.Client.Http;
using Transcribe.Client.RateLimiting;
using Transcribe.Client.Resilience;

namespace Transcribe.Client.DependencyInjection;

/// <summary>
/// Builds the handlers of every connection, also of those that are named only at run time. From the caller to the wire: repeat, redirect,
/// rate limit, errors, key, time and size.
/// </summary>
internal sealed class ClientPipeline(IServiceProvider services) : IConfigureNamedOptions<HttpClientFactoryOptions>
{
    private const string NamePrefix = "Transcribe.Client:";

    /// <summary>Sends media to presigned addresses: no key, no redirects.</summary>
    public const string UploadClientName = "Transcribe.Client.Uploads";

    public static string HttpClientName(string clientName) => NamePrefix + clientName;

    public void Configure(HttpClientFactoryOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, HttpClientFactoryOptions options)
    {
        if (name is null || !name.StartsWith(NamePrefix, StringComparison.Ordinal))
            return;

        var clientName = name[NamePrefix.Length..];
        options.HttpClientActions.Add(Prepare);
        options.HttpMessageHandlerBuilderActions.Add(builder =>
        {
            builder.PrimaryHandler = CreatePrimary(services.GetRequiredService<IOptionsMonitor<TranscribeClientOptions>>().Get(clientName).ConnectTimeout);
            builder.AdditionalHandlers.Add(ActivatorUtilities.CreateInstance<RetryHandler>(services, clientName));
            builder.AdditionalHandlers.Add(ActivatorUtilities.CreateInstance<RedirectHandler>(services, clientName));
            builder.AdditionalHandlers.Add(ActivatorUtilities.CreateInstance<RateLimitHandler>(services, clientName));
            builder.AdditionalHandlers.Add(ActivatorUtilities.CreateInstance<ErrorHandler>(services, clientName));
            builder.AdditionalHandlers.Add(ActivatorUtilities.CreateInstance<ApiKeyHandler>(services, clientName));
            builder.AdditionalHandlers.Add(ActivatorUtilities.CreateInstance<AttemptTimeoutHandler>(services, clientName));
        });
    }

    /// <summary>Time is kept by the handlers, each for its own part; one limit on the whole would cut uploads and long polls.</summary>
    public static void Prepare(HttpClient client)
    {
        client.Timeout = Timeout.InfiniteTimeSpan;
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue(
            "Transcribe.Client", typeof(ClientPipeline).Assembly.GetName().Version?.ToString(3)));
    }

    public static SocketsHttpHandler CreatePrimary(TimeSpan connectTimeout) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = connectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        AutomaticDecompression = System.Net.DecompressionMethods.All,
    };
}
