using Transcribe.Sandbox.Http;

namespace Transcribe.Sandbox.Pipelines;

internal static class PipelineEndpoints
{
    public static void MapPipelines(this IEndpointRouteBuilder api) => api.MapGet("/pipelines", List);

    private static Answer List(SandboxOptions options) => Answer.Json(new
    {
        Pipelines = options.Pipelines.Select(pipeline => new
        {
            pipeline.Code,
            pipeline.Name,
            RetailUsdPerMin = pipeline.UsdPerMinute,
            pipeline.Diarization,
            Timestamps = true,
            options.Languages,
            IsDefault = pipeline.Code == options.DefaultPipeline,
        }),
    });
}
