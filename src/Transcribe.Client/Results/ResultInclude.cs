namespace Transcribe.Client;

/// <summary>Which parts of a result to read.</summary>
[Flags]
public enum ResultInclude
{
    /// <summary>Nothing; not a request.</summary>
    None = 0,

    /// <summary>Chapters, with their titles and times.</summary>
    Chapters = 1,

    /// <summary>Sections, with their summaries.</summary>
    Sections = 2,

    /// <summary>Questions with cited answers.</summary>
    Qna = 4,

    /// <summary>Every spoken segment; read in as many requests as it takes.</summary>
    Segments = 8,

    /// <summary>Acts.</summary>
    Acts = 16,

    /// <summary>Chapters as one posts them below a video.</summary>
    PostingChapters = 32,

    /// <summary>What the API gives when nothing is said: chapters, sections, questions.</summary>
    Default = Chapters | Sections | Qna,

    /// <summary>Everything.</summary>
    All = Default | Segments | Acts | PostingChapters,
}
