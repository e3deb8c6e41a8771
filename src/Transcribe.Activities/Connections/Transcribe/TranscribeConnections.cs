using Transcribe.Client;

namespace Transcribe.Activities.Connections;

/// <summary>The named connections to transcribe.so that this server has; a workflow holds a name, never a key.</summary>
public interface ITranscribeConnections : IConnectionCatalog
{
    /// <summary>The client of that connection.</summary>
    /// <exception cref="UnknownConnectionException">There is none; the message names it and those there are.</exception>
    ITranscribeClient Get(string name);
}

internal sealed class TranscribeConnections(ConnectionRegistry registry, ITranscribeClientFactory clients) : ITranscribeConnections
{
    public IReadOnlyCollection<string> Names => registry.NamesOf(ConnectionTypes.Transcribe);

    public ITranscribeClient Get(string name) =>
        Names.Contains(name, StringComparer.Ordinal) ? clients.Get(name) : throw new UnknownConnectionException("transcribe.so connection", name, Names);
}
