namespace Transcribe.Activities.Engines;

/// <summary>Tells the engine that an approval which a run waits for was decided.</summary>
internal interface IApprovalNotifier
{
    /// <summary>Resumes whoever waits; returns when the engine has taken the news durably, throws when it could not, and is then called again.</summary>
    Task DecidedAsync(string approvalId, CancellationToken cancellationToken);
}
