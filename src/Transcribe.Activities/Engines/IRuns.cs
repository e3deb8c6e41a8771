namespace Transcribe.Activities.Engines;

/// <summary>What our triggers need of an engine: which of them are published, starting their runs, and how these ended.</summary>
internal interface IRuns
{
    /// <summary>Whether the whole server is paused: nothing is to begin by itself.</summary>
    bool IsPaused { get; }

    /// <summary>The published triggers of one activity.</summary>
    /// <typeparam name="TSettings">What they are indexed under.</typeparam>
    /// <param name="type">The activity's type name.</param>
    IReadOnlyList<PublishedTrigger<TSettings>> ListTriggers<TSettings>(string type)
        where TSettings : class;

    /// <summary>Starts a run, durably and in the background. A run of this id that was started before stays the only one.</summary>
    /// <returns>Whether there is such a run now; false: it may not start at the moment, and is to be tried again.</returns>
    Task<bool> StartAsync(TriggerPlace place, string instanceId, object arrival, CancellationToken cancellationToken);

    /// <summary>Where a run stands.</summary>
    Task<RunEnd> FindEndAsync(string instanceId, CancellationToken cancellationToken);
}

/// <summary>A published trigger.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Settings">What was drawn.</param>
/// <param name="IsPaused">Whether its workflow is paused because it fails: it starts no runs.</param>
internal sealed record PublishedTrigger<TSettings>(TriggerPlace Place, TSettings Settings, bool IsPaused);

/// <summary>Where a trigger stands.</summary>
internal sealed record TriggerPlace(string DefinitionId, string DefinitionVersionId, string ActivityId);

/// <summary>Where a run stands.</summary>
internal enum RunEnd
{
    /// <summary>It goes on.</summary>
    None,

    /// <summary>It has done what it should.</summary>
    Success,

    /// <summary>It failed or was cancelled.</summary>
    Failure,

    /// <summary>It was deleted; nobody knows.</summary>
    Gone,
}
