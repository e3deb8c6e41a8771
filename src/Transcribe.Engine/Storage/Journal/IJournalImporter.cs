namespace Transcribe.Engine.Storage;

/// <summary>Takes over what another server wrote of a run.</summary>
public interface IJournalImporter
{
    /// <summary>Adds events and executions, durably; those that are there already stay, so repeating it is harmless.</summary>
    Task ImportAsync(IReadOnlyCollection<JournalRow> events, IReadOnlyCollection<ActivityExecutionRow> executions, CancellationToken cancellationToken);
}
