namespace Transcribe.Workflows.Host.CommandLine.Checks;

/// <summary>Settings that open more than they must.</summary>
internal static class SettingRisks
{
    public static IEnumerable<Finding> Find(HostSettings settings, IConfiguration configuration)
    {
        if (!settings.IsLoopbackOnly && settings.Urls.Contains("http://", StringComparison.OrdinalIgnoreCase))
            yield return Finding.Error("Address", $"The server listens at {settings.Urls} without TLS: passwords and recordings can be read on the way. Listen on 127.0.0.1 behind a proxy that has TLS.");
        if (settings.PublicUrl is { } address && address.Scheme != Uri.UriSchemeHttps)
            yield return Finding.Error("Address", $"TRANSCRIBE_PUBLIC_URL is {address}, without TLS.");
        if (FolderChecks.AccessOf(settings) is { } access)
            yield return access;
        if (configuration.GetSection("Outgoing:AllowedHosts").Get<string[]>() is { Length: > 0 } hosts)
            yield return Finding.Warning("Outgoing", $"Workflows may call these private addresses: {string.Join(", ", hosts)}. Whoever may publish a workflow can reach them.");
        if (settings.ApiKey is not null && !configuration.GetSection("Spending").GetChildren().Any())
            yield return Finding.Warning("Money", "Nothing limits what the connections spend in a day. Set Spending in appsettings.json; docs/activities/money.md says how.");
        if (configuration.GetValue<int?>("Identity:MinPasswordLength") is { } length and < 10)
            yield return Finding.Warning("Sign-in", $"Passwords of {length} characters are allowed; 10 is the default.");
    }
}
