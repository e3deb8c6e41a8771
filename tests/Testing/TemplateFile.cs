namespace Transcribe.Testing;

/// <summary>A file that is expensive to make and the same for every test of a process, such as a database with its tables: made once, then copied.</summary>
public sealed class TemplateFile(Func<string, Task> make) : IDisposable
{
    private readonly SemaphoreSlim _making = new(1, 1);
    private byte[]? _content;

    /// <summary>Puts a copy at <paramref name="path"/>, unless there is a file.</summary>
    public async Task CopyToAsync(string path)
    {
        if (!File.Exists(path))
            await File.WriteAllBytesAsync(path, await GetAsync());
    }

    public void Dispose() => _making.Dispose();

    private async Task<byte[]> GetAsync()
    {
        await _making.WaitAsync();
        try
        {
            return _content ??= await MakeAsync();
        }
        finally
        {
            _making.Release();
        }
    }

    private async Task<byte[]> MakeAsync()
    {
        using var folder = new TempFolder();
        var file = folder.File("template");
        await make(file);
        return await File.ReadAllBytesAsync(file);
    }
}
