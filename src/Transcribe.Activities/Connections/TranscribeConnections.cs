using Transcribe.Client;

namespace Transcribe.Activities.Connections;

/// <summary>The named connections to transcribe.so that this server has; a workflow holds a name, never a key.</summary>
public interface ITranscribeConnections : IConnectionCatalog
{
    /// <summary>The client of that connection.</summary>
    /// <exception cref="UnknownConnectionException">There is none; the message names it and those there are.</exception>
    ITranscribeClient Get(string name);
}

internal sealed record ConnectionRegistration(string Name);

internal sealed class TranscribeConnections(IEnumerable<ConnectionRegistration> registrations, ITranscribeClientFactory clients) : ITranscribeConnections
{
    private readonly string[] _names = [.. registrations.Select(registration => registration.Name).Distinct(StringComparer.Ordinal)];

    public IReadOnlyCollection<string> Names => _names;

    public ITranscribeClient Get(string name) =>
        _names.Contains(name, StringComparer.Ordinal) ? clients.Get(name) : throw new UnknownConnectionException("transcribe.so connection", name, _names);
}
