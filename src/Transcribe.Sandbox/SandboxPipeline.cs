namespace Transcribe.Sandbox;

/// <summary>One way of transcribing that <c>GET /api/v1/pipelines</c> offers, with its price.</summary>
/// <param name="Code">What a client sends as <c>pipeline_code</c>.</param>
/// <param name="Name">The name people see.</param>
/// <param name="UsdPerMinute">US dollars for each started minute.</param>
/// <param name="Diarization">Whether the real service tells speakers apart with it.</param>
public sealed record SandboxPipeline(string Code, string Name, decimal UsdPerMinute, bool Diarization)
{
    /// <summary>The pipelines and prices that the project's specification names.</summary>
    public static IReadOnlyList<SandboxPipeline> Defaults { get; } =
    [
        new("gpt-4o-transcribe-diarize", "GPT-4o Transcribe (timestamps + diarization) + AI analysis", 0.0647m, true),
        new("qwen3-asr-flash-filetrans", "Qwen3-ASR-Flash-Filetrans (timestamps) + AI analysis", 0.0285m, false),
        new("voxtral-mini-transcribe", "Voxtral Mini Transcribe with Diarization + AI Analysis", 0.0296m, true),
    ];
}
