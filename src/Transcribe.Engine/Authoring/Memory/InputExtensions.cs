using System.Runtime.CompilerServices;

namespace Transcribe.Engine.Authoring;

/// <summary>Reading inputs and writing outputs, as activities do it.</summary>
public static class InputExtensions
{
    /// <summary>The value of a required input.</summary>
    /// <exception cref="InputRequiredException">The input has no value.</exception>
    public static T Get<T>(this Input<T>? input, ActivityExecutionContext context)
    {
        if (input is null)
            throw new InputRequiredException(typeof(T));

        return context.Get(input) is { } value ? value : IsNullable<T>() ? default! : throw new InputRequiredException(typeof(T));
    }

    /// <inheritdoc cref="Get{T}(Input{T}, ActivityExecutionContext)"/>
    public static T? Get<T>(this Input<T>? input, ExpressionExecutionContext context) => input is null ? default : context.Get<T>(input);

    /// <summary>The value of an optional input; the type's default when it has none.</summary>
    public static T? GetOrDefault<T>(this Input<T>? input, ActivityExecutionContext context) => input is null ? default : context.Get(input);

    /// <summary>The value of an optional input; <paramref name="defaultValue"/>'s when it has none.</summary>
    public static T GetOrDefault<T>(this Input<T>? input, ActivityExecutionContext context, Func<T> defaultValue) =>
        input is not null && context.Get(input) is { } value ? value : defaultValue();

    /// <inheritdoc cref="GetOrDefault{T}(Input{T}, ActivityExecutionContext)"/>
    public static T? GetOrDefault<T>(this Input<T>? input, ExpressionExecutionContext context) => input.Get(context);

    /// <inheritdoc cref="GetOrDefault{T}(Input{T}, ActivityExecutionContext, Func{T})"/>
    public static T GetOrDefault<T>(this Input<T>? input, ExpressionExecutionContext context, Func<T> defaultValue) =>
        input.Get(context) is { } value ? value : defaultValue();

    /// <inheritdoc cref="TryGet{T}(Input{T}, ActivityExecutionContext, out T)"/>
    public static bool TryGet<T>(this Input<T>? input, ExpressionExecutionContext context, out T? value)
    {
        value = input.Get(context);
        return value is not null;
    }

    /// <summary>Reads an optional input; false when it has no value.</summary>
    public static bool TryGet<T>(this Input<T>? input, ActivityExecutionContext context, out T? value)
    {
        value = input.GetOrDefault(context);
        return value is not null;
    }

    /// <summary>Writes an output; nothing happens without one, beyond the output register.</summary>
    public static void Set<T>(
        this Output<T>? output, ActivityExecutionContext context, T? value, [CallerArgumentExpression(nameof(output))] string? outputName = null) =>
        context.Set(output, value, outputName);

    // Null is a value of a nullable value type; a null string or object in a required input is a missing one.
    private static bool IsNullable<T>() => Nullable.GetUnderlyingType(typeof(T)) is not null;
}

/// <summary>An activity needs an input that has no value.</summary>
public sealed class InputRequiredException(Type type) : Exception($"A required input of type {type.Name} has no value.")
{
}
