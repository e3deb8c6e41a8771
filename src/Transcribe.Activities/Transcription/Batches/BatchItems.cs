using System.Collections;
using System.Text.Json;
using Transcribe.Activities.Ledger;

namespace Transcribe.Activities.Transcription.Batches;

/// <summary>Reads the list of a batch: texts, or objects such as the entries of a feed or the files of a storage.</summary>
internal static class BatchItems
{
    private static readonly string[] AddressNames = ["url", "enclosureUrl", "enclosure", "audioUrl", "link"];

    /// <exception cref="InputException">It is no list, or an item names no recording.</exception>
    public static IReadOnlyList<BatchItemRecord> Read(object? value, string batchId, string storage)
    {
        var list = value switch
        {
            null => throw new InputException("There is no list of recordings."),
            string text => JsonOf(text),
            JsonElement element => element,
            IEnumerable items => JsonSerializer.SerializeToElement(items.Cast<object?>().ToList(), JsonSerializerOptions.Web),
            _ => throw new InputException($"The recordings must be a list, not {value.GetType().Name}."),
        };
        return list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select((item, index) => ItemOf(item, index, batchId, storage))]
            : throw new InputException("The recordings must be a list.");
    }

    private static BatchItemRecord ItemOf(JsonElement item, int index, string batchId, string storage)
    {
        var isObject = item.ValueKind == JsonValueKind.Object;
        var address = isObject ? AddressNames.Select(name => Text(item, name)).FirstOrDefault(text => text is not null) : null;
        var path = isObject ? Text(item, "path") : null;
        if (item.ValueKind == JsonValueKind.String && item.GetString()!.Trim() is { Length: > 0 } text)
            (address, path) = IsAddress(text) ? (text, (string?)null) : (null, text);
        if (address is null && path is null)
            throw new InputException($"Item {index + 1} of the list names no recording: it must be an address, a path, or an object with 'url' or 'path'.");

        return new BatchItemRecord
        {
            BatchId = batchId,
            Index = index,
            Media = (address ?? path)!,
            Storage = address is null ? (isObject ? Text(item, "connection") ?? Text(item, "storage") : null) ?? storage : null,
            Title = isObject ? Text(item, "title") ?? Text(item, "name") : null,
        };
    }

    private static bool IsAddress(string text) => text.Contains("://", StringComparison.Ordinal);

    private static string? Text(JsonElement item, string name) => item.EnumerateObject()
        .Where(member => string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase) && member.Value.ValueKind == JsonValueKind.String)
        .Select(member => member.Value.GetString()).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text))?.Trim();

    private static JsonElement JsonOf(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }
    }
}
