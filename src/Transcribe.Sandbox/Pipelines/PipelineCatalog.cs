using Transcribe.Sandbox.Http;
using Transcribe.Sandbox.Wallet;

namespace Transcribe.Sandbox.Pipelines;

/// <summary>What can be ordered, and what a length of it costs.</summary>
internal sealed class PipelineCatalog(SandboxOptions options)
{
    public SandboxPipeline Get(string? code)
    {
        var wanted = string.IsNullOrEmpty(code) ? options.DefaultPipeline : code;
        return options.Pipelines.FirstOrDefault(pipeline => pipeline.Code == wanted)
            ?? throw ApiErrors.Invalid($"pipeline_code '{wanted}' is unknown. Known: {Codes}.");
    }

    private string Codes => string.Join(", ", options.Pipelines.Select(pipeline => pipeline.Code));

    /// <summary>Every started minute counts, and at least one.</summary>
    public static int BilledMinutes(double seconds) => Math.Max(1, (int)Math.Ceiling(seconds / 60));

    public static long PriceMicros(SandboxPipeline pipeline, int minutes) => Usd.ToMicros(pipeline.UsdPerMinute * minutes);
}
