using Transcribe.Activities.Triggers;
using Transcribe.Client;

namespace Transcribe.Workflows.Host.CommandLine.Batches;

/// <summary>The recordings of a batch, each with a name that is its own.</summary>
internal sealed class BatchSource
{
    private readonly List<(string Media, string Title)> _recordings = [];

    private BatchSource(string name, string? folder) => (Name, Folder) = (name, folder);

    /// <summary>What the batch is called: the folder's or file's name.</summary>
    public string Name { get; }

    /// <summary>The folder of this machine that the recordings are in; null: they have addresses.</summary>
    public string? Folder { get; }

    /// <summary>How many there are.</summary>
    public int Count => _recordings.Count;

    /// <summary>Reads a folder, a list, or a feed.</summary>
    /// <exception cref="CommandException">There is no such thing, or no recording in it.</exception>
    public static async Task<BatchSource> ReadAsync(string source, CancellationToken cancellationToken)
    {
        if (Uri.TryCreate(source, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            return await OfFeedAsync(address, cancellationToken);
        if (Directory.Exists(source))
            return OfFolder(new DirectoryInfo(source));
        if (File.Exists(source))
            return OfList(new FileInfo(source));

        throw new CommandException($"There is no folder and no list '{source}', and it is no feed's address.");
    }

    /// <summary>The recordings as the activity wants them.</summary>
    /// <param name="connection">The storage that their folder is connected as; null: they have addresses.</param>
    public IEnumerable<object> Items(string? connection) => _recordings.Select(recording => connection is null
        ? (object)new { url = recording.Media, title = recording.Title }
        : new { path = recording.Media, connection, title = recording.Title });

    private static BatchSource OfFolder(DirectoryInfo folder)
    {
        var source = new BatchSource(Clean(folder.Name), folder.FullName);
        foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories).Where(file => UploadRequest.IsMedia(file.Name)).OrderBy(file => file.FullName, StringComparer.Ordinal))
            source.Add(Path.GetRelativePath(folder.FullName, file.FullName).Replace(Path.DirectorySeparatorChar, '/'), Path.GetFileNameWithoutExtension(file.Name));

        return source.Count > 0 ? source : throw new CommandException($"{folder} has no recordings: no file whose name ends as media do.");
    }

    private static BatchSource OfList(FileInfo file)
    {
        var source = new BatchSource(Clean(Path.GetFileNameWithoutExtension(file.Name)), folder: null);
        foreach (var (line, number) in File.ReadLines(file.FullName).Select((line, index) => (line.Trim(), index + 1)).Where(line => line.Item1 is not ("" or ['#', ..])))
        {
            if (!Uri.TryCreate(line, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                throw new CommandException($"{file}:{number}: '{line}' is no http or https address. A list has one a line; lines that begin with # are left out.");

            source.Add(line, Path.GetFileNameWithoutExtension(address.AbsolutePath.TrimEnd('/')));
        }

        return source.Count > 0 ? source : throw new CommandException($"{file} has no addresses.");
    }

    private static async Task<BatchSource> OfFeedAsync(Uri feed, CancellationToken cancellationToken)
    {
        try
        {
            using var http = new HttpClient { MaxResponseContentBufferSize = FeedParser.MaxBytes };
            using var content = new MemoryStream(await http.GetByteArrayAsync(feed, cancellationToken));
            var source = new BatchSource(Clean(feed.Host), folder: null);
            foreach (var episode in FeedParser.Parse(content))
                source.Add(episode.Url, episode.Title);

            return source.Count > 0 ? source : throw new CommandException($"{feed} has no episodes with a recording.");
        }
        catch (Exception exception) when (exception is FeedException or HttpRequestException)
        {
            throw new CommandException($"{feed}: {exception.Message}", exception);
        }
    }

    // Two recordings of one name must not become one transcript.
    private void Add(string media, string name)
    {
        var clean = Clean(Uri.UnescapeDataString(name));
        var title = clean;
        for (var i = 2; _recordings.Exists(known => string.Equals(known.Title, title, StringComparison.OrdinalIgnoreCase)); i++)
            title = $"{clean}-{i}";
        _recordings.Add((media, title));
    }

    private static string Clean(string name)
    {
        var clean = string.Join('-', name.Split([.. Path.GetInvalidFileNameChars(), ' ', '\\', ':', '?', '*'], StringSplitOptions.RemoveEmptyEntries)).Trim('.', '-');
        return clean.Length > 0 ? clean : "recording";
    }
}
