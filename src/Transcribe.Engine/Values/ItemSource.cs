using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Transcribe.Engine.Values;

/// <summary>
/// The items of a value that should be a list. Upstream takes JSON text for no items at all, in silence; here it is read, and what is no
/// list is an error.
/// </summary>
internal static class ItemSource
{
    /// <summary>The items, each as a <typeparamref name="T"/>.</summary>
    /// <exception cref="InvalidOperationException">The value is no list.</exception>
    public static async IAsyncEnumerable<T> Of<T>(object? value, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (value is IAsyncEnumerable<object?> stream)
        {
            await foreach (var item in stream.WithCancellation(cancellationToken))
                yield return ValueConverter.To<T>(item)!;
            yield break;
        }

        foreach (var item in ListOf(value))
            yield return ValueConverter.To<T>(item)!;
    }

    private static IEnumerable ListOf(object? value) => value switch
    {
        null => Array.Empty<object>(),
        string text when string.IsNullOrWhiteSpace(text) => Array.Empty<object>(),
        string text when JsonValues.TryParse(text, out var parsed) && parsed is IList list => list,
        JsonElement { ValueKind: JsonValueKind.Array } array => (IList)JsonValues.ToPlain(array)!,
        IEnumerable items and not (string or IDictionary or IDictionary<string, object?>) => items,
        _ => throw new InvalidOperationException($"The items are not a list but a value of type {value.GetType().Name}. Give a list, or JSON text such as [1, 2]."),
    };
}
