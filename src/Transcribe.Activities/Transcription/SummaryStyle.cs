namespace Transcribe.Activities.Transcription;

/// <summary>The form of a summary's text.</summary>
public enum SummaryStyle
{
    /// <summary>One point for each chapter, with its time.</summary>
    Bullets,

    /// <summary>Running text.</summary>
    Paragraph,

    /// <summary>Headings for topics and for questions.</summary>
    Minutes,
}
