using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Transcribe.Client.Api;
using Transcribe.Client.Uploads;

namespace Transcribe.Client.DependencyInjection;

internal sealed class TranscribeClientFactory(TranscribeApiFactory api, IHttpClientFactory http, ILogger<TranscribeClient> log) : ITranscribeClientFactory
{
    private readonly ConcurrentDictionary<string, ITranscribeClient> clients = new(StringComparer.Ordinal);

    public ITranscribeClient Get(string name = TranscribeClientOptions.DefaultName)
    {
        // Validates: a client that cannot work is refused where it is asked for, not at its first call.
        _ = api.OptionsOf(name);
        return clients.GetOrAdd(name, x => new TranscribeClient(x, api, new Uploader(x, api, http, log), log));
    }
}
