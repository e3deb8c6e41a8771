namespace Transcribe.Engine.Runtime;

/// <summary>What the steps of a run gave, as it was kept.</summary>
public interface IStepResults
{
    /// <summary>What a step gave that completed; null: there is no such run, or no such step that completed in it.</summary>
    /// <param name="workflowInstanceId">The run, ended or not.</param>
    /// <param name="step">An execution's id, or an activity's id or name: of that the last execution.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StepNotKeptException">It was not kept, or not whole; the message says why.</exception>
    Task<StepResult?> FindAsync(string workflowInstanceId, string step, CancellationToken cancellationToken = default);
}

/// <summary>What a step gave.</summary>
/// <param name="DefinitionId">The workflow.</param>
/// <param name="ActivityId">The activity.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Outcomes">How it completed.</param>
/// <param name="Outputs">What it gave by name.</param>
public sealed record StepResult(string DefinitionId, string ActivityId, string Name, IReadOnlyList<string> Outcomes, IReadOnlyDictionary<string, object?> Outputs);

/// <summary>What a step gave was not kept, or not whole. The message is the beginning of a sentence that says what cannot be done because of it.</summary>
public sealed class StepNotKeptException(string message) : Exception(message);
