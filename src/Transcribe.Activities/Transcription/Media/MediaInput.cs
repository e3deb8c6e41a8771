using Microsoft.AspNetCore.Http;
using Transcribe.Activities.Deliver.Storage;

namespace Transcribe.Activities.Transcription.Media;

/// <summary>
/// Opens what a workflow names as media: a file in a storage, the upload of the request that started the run, bytes, or any stream.
/// Never whole in memory: what can be read only once is copied to a file of this machine first.
/// </summary>
internal sealed class MediaInput(IEnumerable<IMediaStore> stores, IHttpContextAccessor http)
{
    /// <exception cref="MediaException">There is no such media, or it may not be read.</exception>
    public async Task<MediaLease> OpenAsync(object? media, string storage, string? fileName, CancellationToken cancellationToken) => media switch
    {
        null or "" => new MediaLease(await UploadOfRequestAsync(fileName, cancellationToken)),
        string path => new MediaLease(await FindAsync(path, storage, cancellationToken)),
        byte[] bytes => new MediaLease(new MediaFile(NameOf(fileName), bytes.Length, _ => Task.FromResult<Stream>(new MemoryStream(bytes, writable: false)))),
        IFormFile file => new MediaLease(OfForm(file)),
        Stream stream => await SpoolAsync(stream, NameOf(fileName), cancellationToken),
        _ => throw new MediaException($"The media must be a path inside a storage, bytes or a stream, not {media.GetType().Name}."),
    };

    private async Task<MediaFile> FindAsync(string path, string storage, CancellationToken cancellationToken)
    {
        var store = stores.LastOrDefault(candidate => candidate.Name == storage)
            ?? throw new MediaException($"There is no storage named '{storage}' to read from.");
        try
        {
            return await store.FindAsync(path, cancellationToken) ?? throw new MediaException($"There is no file '{path}' in the storage '{storage}'.");
        }
        catch (StorageRejectedException exception)
        {
            throw new MediaException(exception.Message);
        }
    }

    // The server has put a large form file onto its disk; it is there as long as the request is.
    private async Task<MediaFile> UploadOfRequestAsync(string? field, CancellationToken cancellationToken)
    {
        if (http.HttpContext?.Request is not { HasFormContentType: true } request)
            throw new MediaException("There is no media: the input names none, and the run was not started by a request with a form that holds a file.");

        var files = (await request.ReadFormAsync(cancellationToken)).Files;
        if (files.Count == 0)
            throw new MediaException("The form of the request holds no file.");

        return OfForm(string.IsNullOrWhiteSpace(field) ? files[0] : files.GetFile(field) ?? throw new MediaException($"The form of the request has no file in the field '{field}'."));
    }

    private static MediaFile OfForm(IFormFile file) => new(
        Path.GetFileName(file.FileName), file.Length, _ => Task.FromResult(file.OpenReadStream()));

    private static async Task<MediaLease> SpoolAsync(Stream stream, string name, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var copy = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        try
        {
            await stream.CopyToAsync(copy, cancellationToken);
            var open = new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.Asynchronous };
            return new MediaLease(new MediaFile(name, copy.Length, _ => Task.FromResult<Stream>(new FileStream(path, open))) { Path = path }, copy);
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
