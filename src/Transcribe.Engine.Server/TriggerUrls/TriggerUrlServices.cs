using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Transcribe.Engine.Server.TriggerUrls;

/// <summary>Registers links that resume runs.</summary>
public static class TriggerUrlServices
{
    /// <summary>Adds links, and <c>createEventTriggerUrl(eventName, lifetime?)</c> to the scripts of workflows. The host keeps the keys of ASP.NET data protection.</summary>
    public static IServiceCollection AddTriggerUrls(this IServiceCollection services, Action<TriggerUrlOptions>? configure = null)
    {
        services.AddOptions<TriggerUrlOptions>()
            .Configure(options => configure?.Invoke(options))
            .Validate(options => options.Lifetime > TimeSpan.Zero, "Lifetime must be more than 0.")
            .ValidateOnStart();
        services.AddSingleton(provider => new TriggerUrlFactory(
            provider.GetRequiredService<IDataProtectionProvider>(), provider.GetRequiredService<IOptions<TriggerUrlOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(TriggerUrlScript.CreateEventTriggerUrl);
        return services;
    }
}
