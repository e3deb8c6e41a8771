namespace Transcribe.Activities.Transcription.Money;

/// <summary>Whether an earlier transcription of the same recording is used instead of paying for another one.</summary>
public enum ReusePolicy
{
    /// <summary>In workflows that a schedule can start: they meet the same recording again and again.</summary>
    Scheduled,

    /// <summary>In every run.</summary>
    Always,

    /// <summary>In no run.</summary>
    Never,
}
