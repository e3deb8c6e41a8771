using System.Text;
using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Transcribe.Engine.Expressions;

/// <summary>A filter of Liquid templates, such as <c>{{ Variables.Name | shout: 3 }}</c>; registered by <c>AddLiquidFilter</c>.</summary>
public interface ILiquidFilter
{
    /// <summary>What becomes of a value. It must do nothing else: a template may be rendered again.</summary>
    /// <param name="input">The value before the filter.</param>
    /// <param name="arguments">What follows its name.</param>
    object? Apply(object? input, IReadOnlyList<object?> arguments);
}

/// <summary>A filter by its name in templates.</summary>
internal sealed record LiquidFilter(string Name, Func<object?, IReadOnlyList<object?>, object?> Apply)
{
    /// <summary>Those that upstream has beside Liquid's own.</summary>
    public static IReadOnlyList<LiquidFilter> Upstreams { get; } = [new("base64", (input, _) => Base64(input)), new("keys", (input, _) => Keys(input))];

    /// <summary>Makes the filter known to a template.</summary>
    public void AddTo(ScriptObject globals) => globals[Name] = new Function(Apply);

    private static string Base64(object? input) => Convert.ToBase64String(input as byte[] ?? Encoding.UTF8.GetBytes(input?.ToString() ?? string.Empty));

    private static List<string> Keys(object? input) => input switch
    {
        ScriptObject members => [.. members.GetMembers()],
        IEnumerable<KeyValuePair<string, object?>> members => [.. members.Select(member => member.Key)],
        System.Collections.IDictionary members => [.. members.Keys.Cast<object>().Select(key => key.ToString()!)],
        _ => [],
    };

    private sealed class Function(Func<object?, IReadOnlyList<object?>, object?> apply) : IScriptCustomFunction
    {
        public int RequiredParameterCount => 1;

        public int ParameterCount => 1;

        public ScriptVarParamKind VarParamKind => ScriptVarParamKind.Direct;

        public Type ReturnType => typeof(object);

        public ScriptParameterInfo GetParameterInfo(int index) => new(typeof(object), "value");

        public object? Invoke(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement) =>
            apply(arguments.Count > 0 ? arguments[0] : null, [.. arguments.Skip(1)]);

        public ValueTask<object?> InvokeAsync(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement) =>
            new(Invoke(context, callerContext, arguments, blockStatement));
    }
}
