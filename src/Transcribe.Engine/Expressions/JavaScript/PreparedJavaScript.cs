using Acornima.Ast;
using Jint;

namespace Transcribe.Engine.Expressions;

/// <summary>A script, parsed once, with the names that occur in it: only what a script names is put into its scope.</summary>
internal sealed class PreparedJavaScript
{
    private static readonly ScriptPreparationOptions Options = new()
    {
        ParsingOptions = new ScriptParsingOptions { AllowReturnOutsideFunction = true },
    };

    private readonly ScriptNames _names;

    /// <summary>Parses <paramref name="text"/>.</summary>
    /// <exception cref="ScriptPreparationException">It does not parse; the message says where.</exception>
    public PreparedJavaScript(string text)
    {
        Script = Jint.Engine.PrepareScript(text, options: Options);
        _names = ScriptNames.Of(text);
    }

    public Prepared<Script> Script { get; }

    /// <summary>The members of <c>variables</c> that the text names.</summary>
    public IReadOnlyCollection<string> ReferencedVariables => _names.Variables;

    public bool Mentions(string name) => _names.All.Contains(name);
}
