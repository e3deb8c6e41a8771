using System.Runtime.CompilerServices;

namespace Transcribe.Engine.Authoring;

/// <summary>An activity that completes when its code returns, unless the code created a bookmark or completed it already.</summary>
public abstract class CodeActivity : Activity
{
    /// <inheritdoc/>
    protected CodeActivity([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <inheritdoc/>
    protected CodeActivity(string activityType, int version = 1, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(activityType, version, source, line)
    {
    }

    private protected override async ValueTask InvokeAsync(ActivityExecutionContext context)
    {
        var bookmarksBefore = context.NewBookmarks.Count;
        await ExecuteAsync(context);

        if (context.NewBookmarks.Count == bookmarksBefore)
            await context.CompleteActivityAsync();
    }
}

/// <summary>A <see cref="CodeActivity"/> with a main result of any type.</summary>
public abstract class CodeActivityWithResult : CodeActivity
{
    /// <inheritdoc/>
    protected CodeActivityWithResult([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <inheritdoc/>
    protected CodeActivityWithResult(string activityType, int version = 1, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(activityType, version, source, line)
    {
    }

    /// <summary>An activity whose result goes to a variable or workflow output.</summary>
    protected CodeActivityWithResult(MemoryBlockReference? output, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => Result = output is null ? null : new Output(output);

    /// <inheritdoc cref="Activity{T}.Result"/>
    [Output]
    public Output? Result { get; set; }
}

/// <summary>A <see cref="CodeActivity"/> with a main result.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
public abstract class CodeActivity<T> : CodeActivity
{
    /// <inheritdoc/>
    protected CodeActivity([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <inheritdoc/>
    protected CodeActivity(string activityType, int version = 1, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(activityType, version, source, line)
    {
    }

    /// <summary>An activity whose result goes to a variable or workflow output.</summary>
    protected CodeActivity(MemoryBlockReference? output, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => Result = output is null ? null : new Output<T>(output);

    /// <summary>An activity whose result goes to <paramref name="output"/>.</summary>
    protected CodeActivity(Output<T>? output, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => Result = output;

    /// <inheritdoc cref="Activity{T}.Result"/>
    [Output]
    public Output<T>? Result { get; set; }
}
