using System.Text.Json.Serialization;

namespace Transcribe.Activities.Connections;

/// <summary>Where a connection comes from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConnectionOrigin>))]
public enum ConnectionOrigin
{
    /// <summary>The server's program; a saved connection of the same name takes its place.</summary>
    Host,

    /// <summary>Saved by a person; encrypted in the database.</summary>
    Database,

    /// <summary>The server's configuration, which wins over both and cannot be changed here.</summary>
    Configuration,
}

/// <summary>A connection with its secrets. It lives for one use: never printed, never stored in a run.</summary>
public sealed class ConnectionEntry
{
    internal ConnectionEntry(string type, string name, ConnectionOrigin origin, IReadOnlyDictionary<string, string>? settings, string fingerprint) =>
        (Type, Name, Origin, Settings, Fingerprint) = (type, name, origin, settings, fingerprint);

    /// <summary>One of <see cref="ConnectionTypes"/>.</summary>
    public string Type { get; }

    /// <summary>The name that workflows keep.</summary>
    public string Name { get; }

    /// <summary>Where it comes from.</summary>
    public ConnectionOrigin Origin { get; }

    /// <summary>The settings by name; null: the server's program made the connection itself.</summary>
    public IReadOnlyDictionary<string, string>? Settings { get; }

    /// <summary>Another text whenever a setting is another one; for caches, and not readable.</summary>
    internal string Fingerprint { get; }

    /// <summary>Type and name, without settings.</summary>
    public override string ToString() => $"{Type}/{Name}";
}
