namespace Transcribe.Activities.Triggers;

/// <summary>What a <see cref="FileArrived"/> looks for. A persisted contract: members may be added, never renamed.</summary>
/// <param name="Connection">The storage.</param>
/// <param name="Folder">The folder in it; empty: all of it.</param>
/// <param name="Pattern">Which names, with <c>*</c> and <c>?</c>.</param>
/// <param name="Interval">How often it looks.</param>
/// <param name="Settled">How long a file must not have changed.</param>
/// <param name="AfterSuccess">What becomes of a file whose run has done what it should.</param>
/// <param name="SuccessFolder">Where it goes then.</param>
/// <param name="AfterFailure">What becomes of a file whose run failed or was cancelled.</param>
/// <param name="FailureFolder">Where it goes then.</param>
public sealed record FileArrivedSettings(
    string Connection, string Folder, string Pattern, TimeSpan Interval, TimeSpan Settled, AfterRun AfterSuccess, string SuccessFolder, AfterRun AfterFailure, string FailureFolder);
