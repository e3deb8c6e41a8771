using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Transcribe.Client.Configuration;

/// <summary>Runs the rules whenever options are made, and at start; all faults come in one message.</summary>
internal sealed class ValidateTranscribeClientOptions(IServiceProvider services) : IValidateOptions<TranscribeClientOptions>
{
    public ValidateOptionsResult Validate(string? name, TranscribeClientOptions options)
    {
        // Resolved late: the default credentials themselves read the options that are validated here.
        var keyIsInOptions = services.GetRequiredService<ITranscribeCredentials>() is OptionsCredentials;
        var result = new TranscribeClientOptionsValidator(keyIsInOptions).Validate(options);

        return result.IsValid
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"The transcribe.so client '{name}' is not configured correctly: {string.Join(" ", result.Errors.Select(x => x.ErrorMessage))}");
    }
}
