namespace Transcribe.Client;

/// <summary>Gives the key of a named client, anew for every request: so keys can rotate, or live in a vault or a database.</summary>
public interface ITranscribeCredentials
{
    /// <summary>The key to send now.</summary>
    /// <param name="clientName">The client's name, <c>default</c> when none was given.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    ValueTask<string> GetApiKeyAsync(string clientName, CancellationToken cancellationToken);
}
