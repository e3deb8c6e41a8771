using Transcribe.Sandbox.Media;

namespace Transcribe.Sandbox.Recognition;

/// <summary>Tries the recognisers in the configured order. When none applies the job fails: no text is ever made up.</summary>
internal sealed class Recognisers(IEnumerable<ISpeechRecogniser> all, SandboxOptions options)
{
    private readonly List<ISpeechRecogniser> ordered =
        [.. options.Recognisers.Select(kind => all.First(recogniser => recogniser.Kind == kind))];

    public async Task<Transcript> RecogniseAsync(Recording recording, CancellationToken cancellationToken)
    {
        var recogniser = ordered.FirstOrDefault(candidate => candidate.CanRecognise(recording)) ?? throw None(recording);
        try
        {
            return await recogniser.RecogniseAsync(recording, cancellationToken);
        }
        catch (ChildProcessException e)
        {
            throw new RecognitionException(e.Message);
        }
    }

    private RecognitionException None(Recording recording)
    {
        var hints = ordered.Count == 0 ? "its options name none" : string.Join("; or ", ordered.Select(recogniser => recogniser.InstallHint));
        return new RecognitionException(
            $"The sandbox has no speech recogniser for this recording (language '{recording.Language}'). Install one: {hints}.");
    }
}
