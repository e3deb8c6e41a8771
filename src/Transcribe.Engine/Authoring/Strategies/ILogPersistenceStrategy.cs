namespace Transcribe.Engine.Authoring;

/// <summary>
/// Decides whether inputs and outputs of an execution are kept for people. Hosts register their own; a definition chooses by class name
/// (<c>strategyType</c> in <c>customProperties.logPersistenceConfig</c>).
/// </summary>
public interface ILogPersistenceStrategy
{
    /// <summary>What counts for the execution; it is asked once, before the activity runs. <see cref="LogPersistenceMode.Inherit"/> leaves it to who is asked next.</summary>
    ValueTask<LogPersistenceMode> GetPersistenceModeAsync(ActivityExecutionContext context);
}
