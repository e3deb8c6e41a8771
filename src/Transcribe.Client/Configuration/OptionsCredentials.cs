using Microsoft.Extensions.Options;

namespace Transcribe.Client.Configuration;

/// <summary>The key as the options hold it at the moment.</summary>
internal sealed class OptionsCredentials(IOptionsMonitor<TranscribeClientOptions> options) : ITranscribeCredentials
{
    public ValueTask<string> GetApiKeyAsync(string clientName, CancellationToken cancellationToken) => new(options.Get(clientName).ApiKey!);
}
