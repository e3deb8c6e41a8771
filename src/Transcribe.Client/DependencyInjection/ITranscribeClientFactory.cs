namespace Transcribe.Client;

/// <summary>Gives clients by name.</summary>
public interface ITranscribeClientFactory
{
    /// <summary>The client of that name; cheap, and the same one each time.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The client is not configured, or wrongly; the message lists every fault.</exception>
    ITranscribeClient Get(string name = TranscribeClientOptions.DefaultName);
}
