namespace Transcribe.Client.Api;

internal sealed record AskBody(string Question, int? TopK);

internal sealed record UploadBody(string Filename, string ContentType, long FileSize);

internal sealed record UploadSlot(string? UploadId, Uri? UploadUrl);

internal sealed record PipelineCatalog
{
    public IReadOnlyList<Pipeline> Pipelines { get; init => field = value ?? []; } = [];
}
