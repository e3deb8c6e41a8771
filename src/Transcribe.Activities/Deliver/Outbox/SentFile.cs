namespace Transcribe.Activities.Deliver;

/// <summary>A file of a delivery as its row keeps it: small bytes by themselves, large ones by their place in a storage.</summary>
internal sealed record SentFile
{
    /// <summary>The most bytes that a row keeps; what is larger belongs into a storage first.</summary>
    public const int MaxInlineBytes = 10 * 1024 * 1024;

    public required string Name { get; init; }

    public required string ContentType { get; init; }

    public string? ContentId { get; init; }

    public byte[]? Bytes { get; init; }

    public string? Connection { get; init; }

    public string? Path { get; init; }

    public static async Task<IReadOnlyList<SentFile>> ReadAsync(object? value, IFileOpener files, CancellationToken cancellationToken)
    {
        var sent = new List<SentFile>();
        foreach (var file in await FileInput.ReadAllAsync(value, files, cancellationToken))
            sent.Add(await OfAsync(file, $"file-{sent.Count + 1}.txt", cancellationToken));

        return sent;
    }

    /// <summary>A file as a row can keep it.</summary>
    /// <exception cref="FileRejectedException">It is too large for a row, and in no storage.</exception>
    internal static async Task<SentFile> OfAsync(NamedFile file, string unnamed, CancellationToken cancellationToken)
    {
        var name = file.Name ?? unnamed;
        var sent = new SentFile { Name = name, ContentType = file.Name is null ? file.ContentType : MediaTypes.Of(name) ?? file.ContentType, ContentId = file.ContentId };
        if (file.Stored is { } stored)
            return sent with { Connection = stored.Connection, Path = stored.Path };
        if (file.Content.Length > MaxInlineBytes)
            throw new FileRejectedException($"'{name}' is larger than {MaxInlineBytes / 1024 / 1024} MB; save it to a storage first and give the stored file.");

        await using var stream = await file.Content.OpenAsync(cancellationToken);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, cancellationToken);
        return sent with { Bytes = copy.ToArray() };
    }

    public async Task<FileContent> OpenAsync(IFileOpener files, CancellationToken cancellationToken) =>
        Bytes is not null ? FileContent.Of(Bytes) : (await files.FindAsync(Connection!, Path!, cancellationToken)).Content;
}
