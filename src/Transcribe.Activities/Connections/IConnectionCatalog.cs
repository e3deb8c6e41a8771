namespace Transcribe.Activities.Connections;

/// <summary>Names that a workflow may use for one kind of connection: what a dropdown lists and what validation checks against.</summary>
public interface IConnectionCatalog
{
    /// <summary>The names there are; <see cref="ConnectionNames.Default"/> is among them on a host that is set up.</summary>
    IReadOnlyCollection<string> Names { get; }
}

/// <summary>The names of all connections, by type.</summary>
public interface IConnectionNames
{
    /// <summary>The names of that type.</summary>
    /// <param name="type">One of <see cref="ConnectionTypes"/>.</param>
    IReadOnlyCollection<string> NamesOf(string type);

    /// <summary>Connections were saved or deleted.</summary>
    event EventHandler? Changed;
}

/// <summary>Names of connections that have a meaning.</summary>
public static class ConnectionNames
{
    /// <summary>The connection that is used when nothing else is chosen.</summary>
    public const string Default = "default";

    internal static string OrDefault(string? chosen) => string.IsNullOrWhiteSpace(chosen) ? Default : chosen.Trim();
}
