namespace Transcribe.Activities.Engines;

/// <summary>Whether it is of any use to decide something for a run.</summary>
internal interface IWaitingRuns
{
    /// <summary>Whether a run goes on; false: it has ended or was deleted.</summary>
    Task<bool> GoesOnAsync(string instanceId, CancellationToken cancellationToken);
}
