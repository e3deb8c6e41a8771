namespace Transcribe.Activities.Transcription;

/// <summary>The form of a summary's text.</summary>
public enum SummaryStyle
{
    /// <summary>One point for each chapter, with its time.</summary>
    Bullets,

    /// <summary>Running text.</summary>
    Paragraph,

    /// <summary>Minutes of a meeting: topics, decisions, action items, questions.</summary>
    Minutes,

    /// <summary>Notes below an episode: what it is about, chapters with links, questions.</summary>
    ShowNotes,
}
