namespace Transcribe.Engine.Execution;

/// <summary>Computes by what stimuli, bookmarks and triggers find each other. A persisted contract: every server computes the same.</summary>
public interface IStimulusHasher
{
    /// <summary>The hash of a stimulus.</summary>
    /// <param name="stimulusName">Its name: the bookmark's, by default the activity's type.</param>
    /// <param name="payload">Its payload; equal payloads match.</param>
    /// <param name="activityInstanceId">The execution that waits, if the bookmark is only for it.</param>
    string Hash(string stimulusName, object? payload = null, string? activityInstanceId = null);
}

/// <inheritdoc/>
internal sealed class StimulusHashing : IStimulusHasher
{
    public string Hash(string stimulusName, object? payload = null, string? activityInstanceId = null) => StimulusHasher.Hash(stimulusName, payload, activityInstanceId);
}

/// <summary>Makes ids as the engine's own are made: rows of one time lie together.</summary>
public interface IIdentityGenerator
{
    /// <summary>A new id.</summary>
    string GenerateId();
}

/// <inheritdoc/>
internal sealed class IdentityGenerator : IIdentityGenerator
{
    public string GenerateId() => Identity.NewId();
}
