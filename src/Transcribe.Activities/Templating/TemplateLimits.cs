namespace Transcribe.Activities.Templating;

/// <summary>What one template may use. Over a limit the rendering ends with a <see cref="TemplateException"/> that says which one.</summary>
public sealed class TemplateLimits
{
    /// <summary>Longest template text, in characters. Default 200,000.</summary>
    public int MaxTemplateLength { get; set; } = 200_000;

    /// <summary>Longest output, in characters. Default 2,000,000.</summary>
    public int MaxOutputLength { get; set; } = 2_000_000;

    /// <summary>Most iterations of one loop, nested loops included. Default 100,000.</summary>
    public int MaxLoopIterations { get; set; } = 100_000;

    /// <summary>Deepest recursion of functions, and deepest nesting of statements. Default 50.</summary>
    public int MaxRecursion { get; set; } = 50;

    /// <summary>Longest time for one regular expression. Default 1 second.</summary>
    public TimeSpan RegexTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest time for the whole rendering. Default 5 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);
}
