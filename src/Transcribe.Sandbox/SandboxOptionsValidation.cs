using System.ComponentModel.DataAnnotations;

namespace Transcribe.Sandbox;

internal static class SandboxOptionsValidation
{
    /// <summary>Throws one <see cref="ArgumentException"/> that names every fault.</summary>
    public static void Validate(this SandboxOptions options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        var faults = results.Select(result => result.ErrorMessage ?? "A setting is wrong.").Concat(CrossFaults(options)).ToList();

        if (faults.Count > 0)
            throw new ArgumentException($"The sandbox cannot start: {string.Join(' ', faults)}", nameof(options));
    }

    private static IEnumerable<string> CrossFaults(SandboxOptions options)
    {
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttp)
            yield return "Url must be an http address, such as http://127.0.0.1:4010.";
        if (options.Pipelines.All(pipeline => pipeline.Code != options.DefaultPipeline))
            yield return $"DefaultPipeline '{options.DefaultPipeline}' is not one of Pipelines.";
        if (options.Pipelines.Any(pipeline => pipeline.UsdPerMinute < 0))
            yield return "A pipeline's price cannot be negative.";
        if (options.ProcessingDelay < TimeSpan.Zero)
            yield return "ProcessingDelay cannot be negative.";
        if ((options.WhisperCliPath is null) != (options.WhisperModelPath is null))
            yield return "WhisperCliPath and WhisperModelPath belong together: set both or none.";

        (string Name, TimeSpan Value)[] spans =
        [
            (nameof(options.RecognitionTimeout), options.RecognitionTimeout),
            (nameof(options.FetchTimeout), options.FetchTimeout),
            (nameof(options.UploadUrlLifetime), options.UploadUrlLifetime),
            (nameof(options.CallbackRetryDelay), options.CallbackRetryDelay),
            (nameof(options.CallbackTimeout), options.CallbackTimeout),
        ];
        foreach (var span in spans.Where(span => span.Value <= TimeSpan.Zero))
            yield return $"{span.Name} must be longer than zero.";
    }
}
