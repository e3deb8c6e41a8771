namespace Transcribe.Engine.Storage;

/// <summary>The stimuli that nobody has waited for so far.</summary>
public interface IKeptStimuli
{
    /// <summary>One page of them, the newest first.</summary>
    Task<Page<StimulusRow>> ListAsync(int skip, int take, CancellationToken cancellationToken);
}
