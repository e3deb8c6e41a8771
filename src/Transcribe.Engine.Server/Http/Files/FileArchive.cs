using System.IO.Compression;

namespace Transcribe.Engine.Server.Http;

/// <summary>Several files as one.</summary>
internal static class FileArchive
{
    // The same files give the same bytes, so that an interrupted download can go on.
    private static readonly DateTimeOffset Moment = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static HttpFile Zip(IReadOnlyList<HttpFile> files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            for (var i = 0; i < files.Count; i++)
            {
                var entry = zip.CreateEntry(NameOf(files[i], i, names), CompressionLevel.Fastest);
                entry.LastWriteTime = Moment;
                using var target = entry.Open();
                target.Write(files[i].Content.Span);
            }
        }

        return new HttpFile(bytes.ToArray(), "download.zip", "application/zip");
    }

    // A name from elsewhere must not lead out of the folder where somebody unpacks it.
    private static string NameOf(HttpFile file, int index, HashSet<string> taken)
    {
        var name = Path.GetFileName(file.Filename?.Replace('\\', '/'));
        if (string.IsNullOrEmpty(name) || name is "." or "..")
            name = $"file-{index + 1}";

        return taken.Add(name) ? name : $"{index + 1}-{name}";
    }
}
