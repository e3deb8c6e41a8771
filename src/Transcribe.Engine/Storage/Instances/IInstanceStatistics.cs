using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Storage;

/// <summary>Counts instances without listing them.</summary>
public interface IInstanceStatistics
{
    /// <summary>The instances that were created in a span of time, counted by definition, state and slice of the span.</summary>
    /// <param name="from">The first moment of the span.</param>
    /// <param name="to">The end of the span, which is no part of it.</param>
    /// <param name="slice">How long a slice is; more than 0.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<InstanceTally>> CountAsync(DateTimeOffset from, DateTimeOffset to, TimeSpan slice, CancellationToken cancellationToken);
}

/// <summary>How many instances of one definition that began in one slice of time are in one state.</summary>
/// <param name="DefinitionId">The definition.</param>
/// <param name="SubStatus">The state.</param>
/// <param name="Slice">The number of the slice, from 0.</param>
/// <param name="Count">How many there are.</param>
/// <param name="WithIncidents">In how many of them something went wrong.</param>
/// <param name="Ended">How many of them have ended.</param>
/// <param name="Duration">How long those that have ended took, all together.</param>
public sealed record InstanceTally(string DefinitionId, WorkflowSubStatus SubStatus, int Slice, int Count, int WithIncidents, int Ended, TimeSpan Duration);
