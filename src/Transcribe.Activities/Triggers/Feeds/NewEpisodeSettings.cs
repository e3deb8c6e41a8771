namespace Transcribe.Activities.Triggers;

/// <summary>What a <see cref="NewEpisode"/> looks for. A persisted contract: members may be added, never renamed.</summary>
/// <param name="Url">The feed.</param>
/// <param name="Interval">How often it looks.</param>
/// <param name="FirstRun">What becomes of the episodes that are there already.</param>
public sealed record NewEpisodeSettings(string Url, TimeSpan Interval, FirstRun FirstRun);
