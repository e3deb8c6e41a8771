using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Writes a line to the standard output of the host.</summary>
[Activity("Elsa", "Console", "Writes a line to the host's console.", DisplayName = "Write Line")]
public sealed class WriteLine([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : CodeActivity(source, line)
{
    /// <summary>A line of <paramref name="text"/>.</summary>
    [OverloadResolutionPriority(1)]
    public WriteLine(string text, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(source, line) => Text = new(text);

    /// <summary>A line of what an input gives.</summary>
    public WriteLine(Input<string?> text, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(source, line) => Text = text;

    /// <summary>A line of what a variable has.</summary>
    public WriteLine(Variable variable, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<string?>(variable), source, line)
    {
    }

    /// <summary>A line of what code gives.</summary>
    public WriteLine(Func<ExpressionExecutionContext, string?> text, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<string?>(text), source, line)
    {
    }

    /// <summary>A line of what code gives.</summary>
    public WriteLine(Func<string?> text, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<string?>(text), source, line)
    {
    }

    /// <summary>The text.</summary>
    [Input(Description = "The text.", Order = 1)]
    public Input<string?> Text { get; set; } = new((string?)null);

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        var output = context.GetService<IStandardOutStreamProvider>()?.GetTextWriter() ?? System.Console.Out;
        output.WriteLine(context.Get(Text));
    }
}

/// <summary>Where <see cref="WriteLine"/> writes; tests and hosts can put another writer there.</summary>
public interface IStandardOutStreamProvider
{
    /// <summary>The writer.</summary>
    TextWriter GetTextWriter();
}
