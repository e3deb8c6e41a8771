namespace Transcribe.Activities.Templating;

/// <summary>A template does not parse, or fails while rendering. The message is for the template's author: it names line and column.</summary>
public sealed class TemplateException : Exception
{
    internal TemplateException(string problem, int line, int column)
        : base($"Template, line {line}, column {column}: {problem}")
    {
        Line = line;
        Column = column;
    }

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    /// <summary>The column, from 1.</summary>
    public int Column { get; }
}
