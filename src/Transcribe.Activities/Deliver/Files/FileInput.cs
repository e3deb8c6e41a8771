using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Transcribe.Activities.Deliver;

/// <summary>Reads files from workflow values: text, bytes, stored files, and objects with a name and one of them.</summary>
internal static class FileInput
{
    private const string PlainText = "text/plain; charset=utf-8";
    private const string Bytes = "application/octet-stream";

    /// <summary>One file; its name is null when nobody gave one.</summary>
    /// <exception cref="FileRejectedException">The value is no file.</exception>
    public static async Task<NamedFile> ReadAsync(object? value, IFileOpener files, CancellationToken cancellationToken) => value switch
    {
        null => throw new FileRejectedException("There is no content."),
        byte[] bytes => new NamedFile(null, Bytes, FileContent.Of(bytes)),
        ReadOnlyMemory<byte> bytes => new NamedFile(null, Bytes, FileContent.Of(bytes)),
        string text => new NamedFile(null, PlainText, FileContent.Of(text)),
        StoredFile stored => await FindAsync(stored.Connection, stored.Path, files, cancellationToken),
        JsonNode node => await ReadAsync(JsonSerializer.SerializeToElement(node), files, cancellationToken),
        JsonElement { ValueKind: JsonValueKind.String } element => new NamedFile(null, PlainText, FileContent.Of(element.GetString()!)),
        JsonElement { ValueKind: JsonValueKind.Object } element =>
            await ReadMembersAsync(name => element.TryGetProperty(name, out var member) ? member : null, files, cancellationToken),
        IDictionary<string, object?> map => await ReadMembersAsync(name => map.TryGetValue(name, out var member) ? member : null, files, cancellationToken),
        _ => throw new FileRejectedException($"The content must be text, bytes or a stored file, not {value.GetType().Name}; an expression or a template can make text of it."),
    };

    /// <summary>Any number of files; null: none.</summary>
    /// <inheritdoc cref="ReadAsync" path="/exception"/>
    public static async Task<IReadOnlyList<NamedFile>> ReadAllAsync(object? value, IFileOpener files, CancellationToken cancellationToken)
    {
        var items = value switch
        {
            null or "" => [],
            string or byte[] or StoredFile => [value],
            JsonElement { ValueKind: JsonValueKind.Array } element => element.EnumerateArray().Cast<object?>(),
            JsonElement { ValueKind: JsonValueKind.Null } => [],
            JsonArray array => array,
            IDictionary<string, object?> => [value],
            IEnumerable list => list.Cast<object?>(),
            _ => [value],
        };
        var read = new List<NamedFile>();
        foreach (var item in items)
            read.Add(await ReadAsync(item, files, cancellationToken));

        return read;
    }

    private static async Task<NamedFile> ReadMembersAsync(Func<string, object?> member, IFileOpener files, CancellationToken cancellationToken)
    {
        var file = Text(member("path")) is { } path
            ? await FindAsync(Text(member("connection")) ?? Connections.ConnectionNames.Default, path, files, cancellationToken)
            : member("content") is { } content
                ? await ReadAsync(content, files, cancellationToken)
                : throw new FileRejectedException("A file needs 'path' (in a storage) or 'content'.");
        return file with
        {
            Name = Text(member("name")) ?? file.Name,
            ContentType = Text(member("contentType")) ?? file.ContentType,
            ContentId = Text(member("contentId")),
        };
    }

    private static async Task<NamedFile> FindAsync(string connection, string path, IFileOpener files, CancellationToken cancellationToken)
    {
        var (file, content) = await files.FindAsync(connection, path, cancellationToken);
        return new NamedFile(Path.GetFileName(file.Path), file.ContentType ?? Bytes, content) { Stored = file };
    }

    private static string? Text(object? value) => value switch
    {
        string { Length: > 0 } text => text,
        JsonElement { ValueKind: JsonValueKind.String } element when element.GetString() is { Length: > 0 } text => text,
        _ => null,
    };
}

/// <summary>A file to send.</summary>
/// <param name="Name">Its name; null: the caller chooses one.</param>
/// <param name="ContentType">A media type.</param>
/// <param name="Content">The bytes.</param>
internal sealed record NamedFile(string? Name, string ContentType, FileContent Content)
{
    /// <summary>The name by which a mail's HTML shows it, as in <c>cid:logo</c>; null: it is an attachment.</summary>
    public string? ContentId { get; init; }

    /// <summary>Where the bytes are kept, when they are in a storage.</summary>
    public StoredFile? Stored { get; init; }
}
