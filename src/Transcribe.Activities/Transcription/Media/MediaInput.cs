using Microsoft.AspNetCore.Http;
using Transcribe.Activities.Deliver;
using Transcribe.Activities.Deliver.Storage;

namespace Transcribe.Activities.Transcription.Media;

/// <summary>
/// Opens what a workflow names as media: a file in a storage, what was uploaded with the request that started the run, bytes, or any stream.
/// Never whole in memory: what can be read only once is copied to a file of this machine first.
/// </summary>
internal sealed class MediaInput(IFileOpener files, IStorageTargets storages, IHttpContextAccessor http)
{
    private const string DefaultName = "recording";

    /// <exception cref="MediaException">There is no such media, or it may not be read.</exception>
    public async Task<MediaLease> OpenAsync(object? media, string storage, string? fileName, CancellationToken cancellationToken) => media switch
    {
        null or "" => await OfRequestAsync(fileName, cancellationToken),
        string path => new MediaLease(await FindAsync(path, storage, cancellationToken)),
        StoredFile stored => new MediaLease(await FindAsync(stored.Path, stored.Connection, cancellationToken)),
        byte[] bytes => new MediaLease(new MediaFile(NameOf(fileName), bytes.Length, _ => Task.FromResult<Stream>(new MemoryStream(bytes, writable: false)))),
        IFormFile file => new MediaLease(OfForm(file)),
        Stream stream => await SpoolAsync(stream, NameOf(fileName), cancellationToken),
        _ => throw new MediaException($"The media must be a path inside a storage, bytes or a stream, not {media.GetType().Name}."),
    };

    private async Task<MediaFile> FindAsync(string path, string storage, CancellationToken cancellationToken)
    {
        var folder = storages.Names.Contains(storage, StringComparer.Ordinal) ? storages.Get(storage) as LocalFolderStorage : null;
        var place = folder is not null && Path.IsPathFullyQualified(path) ? folder.PlaceOf(path) ?? path : path;
        try
        {
            var (file, content) = await files.FindAsync(storage, place, cancellationToken);
            return new MediaFile(Path.GetFileName(file.Path), content.Length, content.OpenAsync) { ContentType = file.ContentType, Path = folder is null ? null : file.Location };
        }
        catch (FileRejectedException exception)
        {
            throw new MediaException(exception.Message);
        }
        catch (IOException exception)
        {
            throw new MediaException($"Storage '{storage}': {exception.Message}");
        }
    }

    private async Task<MediaLease> OfRequestAsync(string? name, CancellationToken cancellationToken)
    {
        var request = http.HttpContext?.Request;
        if (request is { HasFormContentType: true })
            return new MediaLease(await OfFormAsync(request, name, cancellationToken));
        if (request?.GetTypedHeaders().ContentType is not { } type || !(type.Type == "audio" || type.Type == "video"))
            throw new MediaException("There is no media: the input names none, and the run was not started by a request with a form that holds a file, or with audio or video as its body.");

        // The engine may have read it, and keeps it for others then.
        if (request.Body.CanSeek)
            request.Body.Position = 0;

        var given = string.IsNullOrWhiteSpace(name) ? request.GetTypedHeaders().ContentDisposition?.FileName.Value : name;
        return await SpoolAsync(request.Body, NameOf(string.IsNullOrWhiteSpace(given) ? DefaultName : given.Trim('"')), cancellationToken, type.MediaType.Value);
    }

    // The server has put a large form file onto its disk; it is there as long as the request is.
    private static async Task<MediaFile> OfFormAsync(HttpRequest request, string? field, CancellationToken cancellationToken)
    {
        var all = (await request.ReadFormAsync(cancellationToken)).Files;
        if (all.Count == 0)
            throw new MediaException("The form of the request holds no file.");

        return OfForm(string.IsNullOrWhiteSpace(field) ? all[0] : all.GetFile(field) ?? throw new MediaException($"The form of the request has no file in the field '{field}'."));
    }

    private static MediaFile OfForm(IFormFile file) => new(
        Path.GetFileName(file.FileName), file.Length, _ => Task.FromResult(file.OpenReadStream()));

    private static async Task<MediaLease> SpoolAsync(Stream stream, string name, CancellationToken cancellationToken, string? contentType = null)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var copy = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        try
        {
            await stream.CopyToAsync(copy, cancellationToken);
            var open = new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.Asynchronous };
            return new MediaLease(new MediaFile(name, copy.Length, _ => Task.FromResult<Stream>(new FileStream(path, open))) { Path = path, ContentType = contentType }, copy);
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    private static string NameOf(string? fileName) => string.IsNullOrWhiteSpace(fileName)
        ? throw new MediaException("The media has no name: give the file's name, whose extension says what it is.")
        : Path.GetFileName(fileName.Trim());
}

/// <summary>Media, and what must be given back after its use.</summary>
internal sealed class MediaLease(MediaFile file, IAsyncDisposable? held = null) : IAsyncDisposable
{
    public MediaFile File => file;

    public ValueTask DisposeAsync() => held?.DisposeAsync() ?? ValueTask.CompletedTask;
}
