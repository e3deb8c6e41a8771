using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Expressions;

/// <summary>How much a script of a workflow may use. Scripts never reach .NET types.</summary>
public sealed class JavaScriptOptions
{
    /// <summary>How long one evaluation may run; default 10 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many bytes one evaluation may allocate; default 64 MB.</summary>
    public long MemoryLimit { get; set; } = 64 * 1024 * 1024;

    /// <summary>How many statements one evaluation may execute; default 10 million.</summary>
    public int MaxStatements { get; set; } = 10_000_000;

    /// <summary>How deep functions may call each other; default 200.</summary>
    public int MaxRecursion { get; set; } = 200;

    /// <summary>Functions without arguments that the host adds, by name; a script that names one may call it.</summary>
    public IDictionary<string, Func<ExpressionExecutionContext, object?>> Functions { get; } =
        new Dictionary<string, Func<ExpressionExecutionContext, object?>>(StringComparer.Ordinal);
}
