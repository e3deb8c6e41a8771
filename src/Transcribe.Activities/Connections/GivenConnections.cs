using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Transcribe.Activities.Connections;

/// <summary>A connection that the server's program brings; without settings: one that it made itself.</summary>
internal sealed record HostConnection(string Type, string Name, IReadOnlyDictionary<string, string>? Settings)
{
    public override string ToString() => $"{Type}/{Name}";
}

/// <summary>The connections of the configuration, as <c>Connections:slack:team:botToken</c>; read anew each time, so that a changed file counts.</summary>
internal sealed class ConfiguredConnections(IConfiguration? section)
{
    public IEnumerable<string> NamesOf(string type) => section?.GetSection(type).GetChildren().Select(child => child.Key) ?? [];

    public ConnectionEntry? Find(string type, string name)
    {
        if (section?.GetSection(type).GetSection(name) is not { } found || !found.Exists())
            return null;

        var settings = found.GetChildren().Where(child => child.Value is not null)
            .ToDictionary(child => child.Key, child => child.Value!, StringComparer.OrdinalIgnoreCase);
        return new ConnectionEntry(type, name, ConnectionOrigin.Configuration, settings, Fingerprint.Of(settings));
    }
}

/// <summary>Tells settings apart without keeping them.</summary>
internal static class Fingerprint
{
    public static string Of(IReadOnlyDictionary<string, string>? settings) => settings is null ? string.Empty : Convert.ToHexString(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join('\n', settings.OrderBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase).Select(setting => $"{setting.Key}={setting.Value}")))));
}
