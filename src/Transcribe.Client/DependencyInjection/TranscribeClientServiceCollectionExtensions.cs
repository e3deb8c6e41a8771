using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using Transcribe.Client.Api;
using Transcribe.Client.Configuration;
using Transcribe.Client.DependencyInjection;
using Transcribe.Client.RateLimiting;

namespace Transcribe.Client;

/// <summary>Registers clients.</summary>
public static class TranscribeClientServiceCollectionExtensions
{
    /// <summary>
    /// Registers the client <c>default</c>, which is also what <see cref="ITranscribeClient"/> resolves to. See the overload with a name.
    /// </summary>
    public static IHttpClientBuilder AddTranscribeClient(this IServiceCollection services, Action<TranscribeClientOptions> configure) =>
        services.AddTranscribeClient(TranscribeClientOptions.DefaultName, configure);

    /// <summary>
    /// Registers a named client; get it from <see cref="ITranscribeClientFactory"/> or as a keyed service. Its options are validated when the host
    /// starts. Names that are not registered work too, as soon as their options can be made (<c>IConfigureNamedOptions</c>).
    /// </summary>
    /// <param name="services">Where to register.</param>
    /// <param name="name">The client's name.</param>
    /// <param name="configure">Sets its options. Default: they come from elsewhere, such as bound configuration.</param>
    /// <returns>The builder of the HTTP client underneath, to exchange its primary handler or to add inner ones.</returns>
    public static IHttpClientBuilder AddTranscribeClient(
        this IServiceCollection services, string name = TranscribeClientOptions.DefaultName, Action<TranscribeClientOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        services.AddTranscribeClientCore();

        var options = services.AddOptions<TranscribeClientOptions>(name).ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);

        services.TryAddKeyedSingleton(name, (provider, _) => provider.GetRequiredService<ITranscribeClientFactory>().Get(name));

        // The client's own logs say the same without addresses that may be signed.
        return services.AddHttpClient(ClientPipeline.HttpClientName(name)).RemoveAllLoggers();
    }

    /// <summary>Registers everything but a connection: for hosts whose connections are named at run time only.</summary>
    public static IServiceCollection AddTranscribeClientCore(this IServiceCollection services)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ITranscribeCredentials, OptionsCredentials>();
        services.TryAddSingleton<RateLimiterRegistry>();
        services.TryAddSingleton<TranscribeApiFactory>();
        services.TryAddSingleton<ITranscribeClientFactory, TranscribeClientFactory>();
        services.TryAddSingleton(provider => provider.GetRequiredService<ITranscribeClientFactory>().Get());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TranscribeClientOptions>, ValidateTranscribeClientOptions>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<HttpClientFactoryOptions>, ClientPipeline>());
        services.AddHttpClient(ClientPipeline.UploadClientName, ClientPipeline.Prepare)
            .ConfigurePrimaryHttpMessageHandler(() => ClientPipeline.CreatePrimary(new TranscribeClientOptions().ConnectTimeout))
            .RemoveAllLoggers();
        return services;
    }
}
