using System.IO.Compression;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Transcribe.Workflows.Host.CommandLine.Data;

/// <summary>A data folder in a zip file. Databases are copied by SQLite's online backup, so each is whole although the server writes meanwhile.</summary>
internal static class DataArchive
{
    private const string ManifestName = "backup.json";
    private const string Format = "transcribe-workflows-backup-1";
    private const string DatabaseEnd = ".db";

    // What only a running server has, and what the copy of a database holds already.
    private static readonly string[] LeftOut = ["server.json", "server.json.new"];
    private static readonly string[] LeftOutEnds = [".lock", ".db-wal", ".db-shm", ".db-journal"];

    /// <summary>Writes the archive; an unfinished one has another name.</summary>
    /// <returns>How many files are in it.</returns>
    public static async Task<int> WriteAsync(string folder, string archive, IReadOnlyCollection<string> exceptFolders, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var draft = archive + ".part";
        var count = 0;
        try
        {
            await using (var zip = await ZipFile.OpenAsync(draft, ZipArchiveMode.Create, cancellationToken))
            {
                await AddAsync(zip, ManifestName, new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(new Manifest(Format, now), JsonSerializerOptions.Web)), cancellationToken);
                foreach (var file in FilesOf(folder, exceptFolders))
                {
                    await AddFileAsync(zip, folder, file, cancellationToken);
                    count++;
                }
            }

            File.Move(draft, archive, overwrite: false);
            return count;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>Unpacks the archive into a folder that is empty, and checks its databases.</summary>
    /// <exception cref="CommandException">It is no such archive, or a database in it is damaged.</exception>
    public static async Task ReadAsync(string archive, string folder, CancellationToken cancellationToken)
    {
        try
        {
            await using var zip = await ZipFile.OpenReadAsync(archive, cancellationToken);
            if (zip.GetEntry(ManifestName) is not { } entry || await ManifestOfAsync(entry, cancellationToken) is not { Format: Format })
                throw new CommandException($"{archive} is no backup of this program, or one of a newer version.");

            await zip.ExtractToDirectoryAsync(folder, cancellationToken);
            File.Delete(Path.Combine(folder, ManifestName));
        }
        catch (InvalidDataException exception)
        {
            throw new CommandException($"{archive} is damaged: {exception.Message}", exception);
        }

        foreach (var database in Directory.EnumerateFiles(folder, "*" + DatabaseEnd, SearchOption.AllDirectories))
            await CheckAsync(database, cancellationToken);
    }

    private static IEnumerable<string> FilesOf(string folder, IReadOnlyCollection<string> exceptFolders) => Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => !LeftOut.Contains(Path.GetFileName(file), StringComparer.Ordinal) && !LeftOutEnds.Any(end => file.EndsWith(end, StringComparison.Ordinal)))
        .Where(file => !exceptFolders.Any(except => file.StartsWith(Path.Combine(folder, except) + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
        .Order(StringComparer.Ordinal);

    private static async Task AddFileAsync(ZipArchive zip, string folder, string file, CancellationToken cancellationToken)
    {
        var name = Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
        if (!file.EndsWith(DatabaseEnd, StringComparison.Ordinal))
        {
            await using var plain = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            await AddAsync(zip, name, plain, cancellationToken);
            return;
        }

        var copy = Path.GetTempFileName();
        try
        {
            Copy(file, copy);
            await using var whole = File.OpenRead(copy);
            await AddAsync(zip, name, whole, cancellationToken);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static async Task AddAsync(ZipArchive zip, string name, Stream content, CancellationToken cancellationToken)
    {
        await using var target = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellationToken);
        await content.CopyToAsync(target, cancellationToken);
    }

    private static void Copy(string database, string copy)
    {
        using var from = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        using var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy, Pooling = false }.ConnectionString);
        from.Open();
        to.Open();
        from.BackupDatabase(to);
    }

    private static async Task CheckAsync(string database, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using var check = connection.CreateCommand();
            check.CommandText = "PRAGMA integrity_check";
            if (await check.ExecuteScalarAsync(cancellationToken) is not "ok" and var answer)
                throw new CommandException($"The database {Path.GetFileName(database)} in the backup is damaged: {answer}");
        }
        catch (SqliteException exception)
        {
            throw new CommandException($"The database {Path.GetFileName(database)} in the backup is damaged: {exception.Message}", exception);
        }
    }

    private static async Task<Manifest?> ManifestOfAsync(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        await using var content = await entry.OpenAsync(cancellationToken);
        return await JsonSerializer.DeserializeAsync<Manifest>(content, JsonSerializerOptions.Web, cancellationToken);
    }

    private sealed record Manifest(string Format, DateTimeOffset CreatedAt);
}
