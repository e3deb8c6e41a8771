namespace Transcribe.Sandbox.Media;

/// <summary>Where recordings lie: fetched ones until their job is over, uploads until their transcription is deleted.</summary>
internal sealed class MediaStore(SandboxOptions options)
{
    private const string Fetched = "media";

    private string Root => Path.GetFullPath(options.DataFolder);

    /// <summary>A new folder; its name goes into the job's row.</summary>
    public (string Name, MediaFolder Folder) Create() => Make(Path.Combine(Fetched, Guid.NewGuid().ToString("N")));

    public (string Name, MediaFolder Folder) CreateForUpload(string uploadId) => Make(UploadName(uploadId));

    public MediaFolder Open(string name) => new(Path.Combine(Root, name));

    public (string Name, MediaFolder Folder) OpenUpload(string uploadId) => (UploadName(uploadId), Open(UploadName(uploadId)));

    /// <summary>Deletes fetched recordings that nobody needs any more: a crash may have left them.</summary>
    public void Sweep(IReadOnlyCollection<string> needed)
    {
        var root = new DirectoryInfo(Path.Combine(Root, Fetched));
        foreach (var folder in root.Exists ? root.GetDirectories() : [])
        {
            if (!needed.Contains(Path.Combine(Fetched, folder.Name)))
                new MediaFolder(folder.FullName).Delete();
        }
    }

    private static string UploadName(string uploadId) => Path.Combine("uploads", uploadId);

    private (string Name, MediaFolder Folder) Make(string name)
    {
        var folder = Open(name);
        Directory.CreateDirectory(folder.Path);
        return (name, folder);
    }
}
