namespace Transcribe.Activities.Connections;

/// <summary>A workflow names a connection that this server does not have.</summary>
public sealed class UnknownConnectionException : Exception
{
    internal UnknownConnectionException(string kind, string name, IReadOnlyCollection<string> known)
        : base($"There is no {kind} named '{name}'. " + (known.Count == 0
            ? "This server has none: make one under Connections, or in its configuration."
            : $"This server has: {string.Join(", ", known.Order(StringComparer.Ordinal))}.")) => Name = name;

    /// <summary>The name that is missing.</summary>
    public string Name { get; }
}
