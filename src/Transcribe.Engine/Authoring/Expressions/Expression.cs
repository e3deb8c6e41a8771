namespace Transcribe.Engine.Authoring;

/// <summary>An expression of a definition: its type names the language, its value is the text or constant.</summary>
public class Expression
{
    /// <summary>An expression of the type <paramref name="type"/>.</summary>
    public Expression(string type, object? value)
    {
        Type = type;
        Value = value;
    }

    /// <summary>The registered name of the language, such as <c>Literal</c> or <c>JavaScript</c>.</summary>
    public string Type { get; set; }

    /// <summary>The text, the constant, or what the language needs.</summary>
    public object? Value { get; set; }

    /// <summary>What a handler made of the text, to do it only once.</summary>
    internal object? Prepared { get; set; }

    /// <summary>A constant.</summary>
    public static Expression LiteralExpression(object? value) => new("Literal", value);

    /// <summary>Code; never serialised.</summary>
    public static Expression DelegateExpression(Func<ExpressionExecutionContext, ValueTask<object?>> code) => OfCode(code);

    /// <inheritdoc cref="DelegateExpression(Func{ExpressionExecutionContext, ValueTask{object?}})"/>
    public static Expression DelegateExpression<T>(Func<ExpressionExecutionContext, ValueTask<T>> code) => OfCode(async context => await code(context));

    /// <inheritdoc cref="DelegateExpression(Func{ExpressionExecutionContext, ValueTask{object?}})"/>
    public static Expression DelegateExpression<T>(Func<ValueTask<T>> code) => OfCode(async _ => await code());

    /// <inheritdoc cref="DelegateExpression(Func{ExpressionExecutionContext, ValueTask{object?}})"/>
    public static Expression DelegateExpression<T>(Func<ExpressionExecutionContext, T> code) => OfCode(context => new ValueTask<object?>(code(context)));

    /// <inheritdoc cref="DelegateExpression(Func{ExpressionExecutionContext, ValueTask{object?}})"/>
    public static Expression DelegateExpression<T>(Func<T> code) => OfCode(_ => new ValueTask<object?>(code()));

    private static Expression OfCode(Func<ExpressionExecutionContext, ValueTask<object?>> code) => new("Delegate", code);
}

/// <summary>Settings of one evaluation.</summary>
public sealed class ExpressionEvaluatorOptions
{
    /// <summary>No extra arguments.</summary>
    public static readonly ExpressionEvaluatorOptions Empty = new();

    /// <summary>Extra named arguments that the expression may read.</summary>
    public IDictionary<string, object> Arguments { get; set; } = new Dictionary<string, object>(StringComparer.Ordinal);

    /// <summary>Extra functions by name that a script may call; languages without functions ignore them.</summary>
    public IDictionary<string, Delegate> Functions { get; } = new Dictionary<string, Delegate>(StringComparer.Ordinal);
}

/// <summary>Evaluates expressions of one type.</summary>
public interface IExpressionHandler
{
    /// <summary>Evaluates <paramref name="expression"/>; the engine converts the result to <paramref name="returnType"/> if it is not yet.</summary>
    ValueTask<object?> EvaluateAsync(Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions options);
}

/// <summary>Checks the text of an expression before it ever runs. A handler that can, implements it too.</summary>
public interface IExpressionValidator
{
    /// <summary>Whether a draft with such a mistake is refused too; default: only publishing is, because drafts are saved while somebody types.</summary>
    bool ChecksDrafts => false;

    /// <summary>What is wrong with <paramref name="expression"/>, in words and with line and column where they are known; empty: nothing.</summary>
    IEnumerable<string> Validate(Expression expression);
}

/// <summary>Declares an expression type.</summary>
public sealed class ExpressionDescriptor
{
    /// <summary>The name in definitions.</summary>
    public required string Type { get; init; }

    /// <summary>The name in the designer; default: the type.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Whether definitions can hold it; default true.</summary>
    public bool IsSerializable { get; init; } = true;

    /// <summary>Whether the designer offers it; default true.</summary>
    public bool IsBrowsable { get; init; } = true;

    /// <summary>Whether its values are secrets; default false. Only inputs that can contain secrets take them: all others are kept with the run.</summary>
    public bool YieldsSecrets { get; init; }

    /// <summary>What the designer needs, such as <c>MonacoLanguage</c>.</summary>
    public IDictionary<string, object> Properties { get; init; } = new Dictionary<string, object>(StringComparer.Ordinal);

    /// <summary>Makes the handler.</summary>
    public required Func<IServiceProvider, IExpressionHandler> HandlerFactory { get; init; }
}

/// <summary>Declares expression types to the engine.</summary>
public interface IExpressionDescriptorProvider
{
    /// <summary>The expression types.</summary>
    IEnumerable<ExpressionDescriptor> GetDescriptors();
}
