using System.ComponentModel;
using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Runs code that was given to it; for workflows written in code, never part of a definition in JSON.</summary>
[Activity("Elsa", "Primitives", "Runs code.")]
[Browsable(false)]
public sealed class Inline : CodeActivity<object>
{
    private readonly Func<ActivityExecutionContext, ValueTask<object?>> _code;

    /// <summary>Runs code without a result.</summary>
    public Inline(Func<ActivityExecutionContext, ValueTask> code, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(source, line, async context => { await code(context); return null; })
    {
    }

    /// <summary>Runs code without a result.</summary>
    public Inline(Action<ActivityExecutionContext> code, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(source, line, context => { code(context); return default; })
    {
    }

    /// <summary>Runs code without a result.</summary>
    public Inline(Action code, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(_ => code(), source, line)
    {
    }

    private Inline(string? source, int? line, Func<ActivityExecutionContext, ValueTask<object?>> code)
        : base(source, line) => _code = code;

    /// <summary>Runs code whose value becomes the result.</summary>
    public static Inline From<T>(Func<ActivityExecutionContext, T> code) => new(null, null, context => new ValueTask<object?>(code(context)));

    /// <summary>Runs code whose value becomes the result.</summary>
    public static Inline From<T>(Func<ActivityExecutionContext, ValueTask<T>> code) => new(null, null, async context => await code(context));

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (await _code(context) is { } result)
            context.SetResult(result);
    }
}

/// <summary>Runs code that was given to it and puts out what it gives.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
[Activity("Elsa", "Primitives", "Runs code.")]
[Browsable(false)]
public class Inline<T> : CodeActivity<T>
{
    private readonly Func<ActivityExecutionContext, ValueTask<T>> _code;

    /// <summary>Runs asynchronous code.</summary>
    public Inline(Func<ActivityExecutionContext, ValueTask<T>> code, MemoryBlockReference? output = null, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(output, source, line) => _code = code;

    /// <summary>Runs asynchronous code.</summary>
    public Inline(Func<ValueTask<T>> code, MemoryBlockReference? output = null, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(_ => code(), output, source, line)
    {
    }

    /// <summary>Runs code.</summary>
    public Inline(Func<ActivityExecutionContext, T> code, MemoryBlockReference? output = null, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(context => new ValueTask<T>(code(context)), output, source, line)
    {
    }

    /// <summary>Runs code.</summary>
    public Inline(Func<T> code, MemoryBlockReference? output = null, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(_ => new ValueTask<T>(code()), output, source, line)
    {
    }

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context) => context.Set(Result, await _code(context));
}
