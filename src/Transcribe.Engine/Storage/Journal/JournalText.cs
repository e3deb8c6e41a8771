using System.Globalization;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Storage;

/// <summary>Values in the journal as JSON text. What is longer than it may be is replaced by a note: the journal is for people, the state has it all.</summary>
internal static class JournalText
{
    private const string NoteBeginning = "Left out: ";

    /// <summary>The JSON of a value; of too long an object, its largest members are left out.</summary>
    public static string? Of(object? value, int maxLength)
    {
        var json = Json.Of(value);
        if (json is null || json.Length <= maxLength)
            return json;

        return value is IEnumerable<KeyValuePair<string, object?>> members ? Json.Of(Shorten(members, json.Length, maxLength)) : Json.Of(Note(json.Length, maxLength));
    }

    /// <inheritdoc cref="Of(object?, int)"/>
    public static string? Of(ExceptionState? exception, int maxLength)
    {
        var json = Json.Of(exception);
        return exception is null || json!.Length <= maxLength
            ? json
            : Json.Of(exception with { Message = Cut(exception.Message, maxLength / 4)!, StackTrace = Cut(exception.StackTrace, maxLength / 4), InnerException = null });
    }

    /// <summary>The beginning of too long a text, and a note.</summary>
    public static string? Cut(string? text, int maxLength) =>
        text is null || text.Length <= maxLength ? text : $"{text[..maxLength]}… ({Note(text.Length, maxLength)})";

    /// <summary>Whether a value is a note in the place of another one.</summary>
    public static bool IsNote(object? value) => value is string text && text.StartsWith(NoteBeginning, StringComparison.Ordinal);

    /// <summary>How many characters the JSON has that a note stands for; null: it does not say.</summary>
    public static int? LengthBehind(object? note) =>
        note is string text && IsNote(text) && text[NoteBeginning.Length..].Split(' ')[0] is var number && int.TryParse(number, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var length) ? length : null;

    private static Dictionary<string, object?> Shorten(IEnumerable<KeyValuePair<string, object?>> members, int length, int maxLength)
    {
        var kept = members.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, size) in kept.Select(member => (member.Key, Json.Of(member.Value)?.Length ?? 0)).OrderByDescending(member => member.Item2).ToList())
        {
            if (length <= maxLength)
                break;

            var note = Note(size, maxLength);
            kept[name] = note;
            length -= size - note.Length;
        }

        return kept;
    }

    private static string Note(int length, int maxLength) =>
        string.Create(CultureInfo.InvariantCulture, $"{NoteBeginning}{length:N0} characters, of which the journal keeps at most {maxLength:N0} in one entry.");
}
