namespace Transcribe.Engine.Server.Http;

/// <summary>The secrets that endpoints check their callers with, by name.</summary>
public interface IEndpointSecrets
{
    /// <summary>Whether there is a secret of a name.</summary>
    bool Exists(string name);

    /// <summary>The value of a secret, for the one who uses it at once and keeps it nowhere; null: there is none, or it must not be used.</summary>
    ValueTask<string?> FindAsync(string name, CancellationToken cancellationToken);
}

/// <summary>A host without a store of secrets: whoever needs one is let in nowhere.</summary>
internal sealed class NoSecrets : IEndpointSecrets
{
    public bool Exists(string name) => false;

    public ValueTask<string?> FindAsync(string name, CancellationToken cancellationToken) => new((string?)null);
}
