namespace Transcribe.Sandbox.Transcriptions;

/// <summary>The body of <c>POST /quotes</c> and <c>POST /transcriptions</c>.</summary>
internal sealed class CreateBody
{
    public string? Source { get; set; }
    public string? Url { get; set; }
    public string? UploadId { get; set; }
    public string? PipelineCode { get; set; }
    public string? Language { get; set; }
    public double? DurationSeconds { get; set; }
    public decimal? MaxChargeUsd { get; set; }
    public string? CallbackUrl { get; set; }
}
