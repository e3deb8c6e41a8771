using System.Collections;
using System.Globalization;
using System.Text.Json;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription;

/// <summary>Which job an input means: an id (text or number), a job, a finished transcription, or one of these after it went through JSON.</summary>
/// <param name="JobId">The API's id.</param>
/// <param name="Connection">The connection that the value carries; null for a bare id.</param>
internal sealed record JobReference(string JobId, string? Connection)
{
    /// <summary>Reads a reference.</summary>
    /// <exception cref="MissingJobException">The value names no job.</exception>
    public static JobReference Require(object? value, string input) => From(value) ?? throw new MissingJobException(input);

    /// <summary>Reads a reference; null when the value names no job.</summary>
    public static JobReference? From(object? value) => value switch
    {
        null => null,
        JobReference reference => reference,
        TranscriptionJob job => Of(job.Id, job.Connection),
        FinishedTranscription finished => Of(finished.Id, finished.Connection),
        string text when text.AsSpan().TrimStart().StartsWith("{") => FromJson(text),
        string text => Of(text.Trim(), null),
        int or long => Of(Convert.ToString(value, CultureInfo.InvariantCulture), null),
        double number when double.IsInteger(number) => Of(number.ToString("F0", CultureInfo.InvariantCulture), null),
        TranscriptionId id => Of(id.Value, null),
        JsonElement element => FromElement(element),
        IDictionary<string, object?> map => FromMap(name => map.FirstOrDefault(x => Same(x.Key, name)).Value),
        IDictionary map => FromMap(name => map.Keys.OfType<string>().Where(key => Same(key, name)).Select(key => map[key]).FirstOrDefault()),
        _ => FromElement(JsonSerializer.SerializeToElement(value)),
    };

    private static JobReference? FromJson(string text)
    {
        try
        {
            return FromElement(JsonSerializer.Deserialize<JsonElement>(text));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JobReference? FromElement(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => Of(element.GetString(), null),
        JsonValueKind.Number when element.TryGetInt64(out var number) => Of(number.ToString(CultureInfo.InvariantCulture), null),
        JsonValueKind.Object => FromMap(name =>
            element.EnumerateObject().Where(member => Same(member.Name, name)).Select(member => (object?)member.Value).FirstOrDefault()),
        _ => null,
    };

    private static JobReference? FromMap(Func<string, object?> read) => Of(Text(read("id")), Text(read("connection")));

    private static string? Text(object? value) =>
        value is JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } ? null : Convert.ToString(value, CultureInfo.InvariantCulture);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static JobReference? Of(string? id, string? connection)
    {
        // The client says which texts can be ids; a text that cannot is no reference to a job.
        try
        {
            return string.IsNullOrEmpty(id) ? null : new JobReference(new TranscriptionId(id).Value, string.IsNullOrWhiteSpace(connection) ? null : connection);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
