using System.Text.Json;
using Transcribe.Sandbox.Media;

namespace Transcribe.Sandbox.Recognition;

/// <summary>whisper.cpp's command line: any language its model knows.</summary>
internal sealed class WhisperCpp(SandboxOptions options, ChildProcess child) : ISpeechRecogniser
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public SandboxRecogniser Kind => SandboxRecogniser.WhisperCpp;

    public string InstallHint => "whisper.cpp: build whisper-cli, download a model, and give the sandbox --whisper-cli PATH --whisper-model FILE";

    public bool CanRecognise(Recording recording) => options is { WhisperCliPath: not null, WhisperModelPath: not null };

    public async Task<Transcript> RecogniseAsync(Recording recording, CancellationToken cancellationToken)
    {
        var speech = await recording.GetSpeechFileAsync(cancellationToken);
        var output = Path.Combine(recording.WorkFolder, "whisper");
        var language = recording.Language.Split('-')[0];
        string[] arguments = ["-m", options.WhisperModelPath!, "-f", speech, "-l", language, "-oj", "-of", output, "-np"];

        var result = await child.RunAsync(options.WhisperCliPath!, arguments, options.RecognitionTimeout, cancellationToken);
        if (result.ExitCode != 0)
            throw new RecognitionException($"whisper-cli failed ({result.ExitCode}): {ChildProcess.LastLine(result.Errors)}");

        return Parse(await File.ReadAllTextAsync(output + ".json", cancellationToken));
    }

    internal static Transcript Parse(string json)
    {
        try
        {
            var document = JsonSerializer.Deserialize<Document>(json, Json);
            var segments = (document?.Transcription ?? [])
                .Select(part => new Segment(part.Offsets.From / 1000d, part.Offsets.To / 1000d, null, part.Text.Trim()))
                .Where(segment => segment.Text.Length > 0 && !IsNoise(segment.Text))
                .ToList();
            return new Transcript("whisper.cpp", document?.Result?.Language, segments);
        }
        catch (JsonException)
        {
            throw new RecognitionException("whisper-cli wrote a result that is not the JSON of its -oj option.");
        }
    }

    /// <summary>whisper.cpp names what is not speech in brackets, such as [BLANK_AUDIO].</summary>
    private static bool IsNoise(string text) => text is ['[', .., ']'] or ['(', .., ')'];

    private sealed record Document(Found? Result, List<Part>? Transcription);

    private sealed record Found(string? Language);

    private sealed record Part(Span Offsets, string Text);

    /// <summary>Milliseconds.</summary>
    private sealed record Span(long From, long To);
}
