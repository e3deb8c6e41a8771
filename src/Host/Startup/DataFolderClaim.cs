using System.Diagnostics;
using System.Text.Json;

namespace Transcribe.Workflows.Host.Startup;

/// <summary>
/// One server a data folder: two on one database would both go on with its unfinished runs. The claim ends with the process, however it
/// ends. It also tells commands where the server is.
/// </summary>
internal sealed class DataFolderClaim : IDisposable
{
    private const string LockName = "server.lock";
    private const string AddressName = "server.json";

    private readonly FileStream _lock;
    private readonly string _addressFile;

    private DataFolderClaim(FileStream file, string addressFile) => (_lock, _addressFile) = (file, addressFile);

    /// <summary>Claims the folder.</summary>
    /// <exception cref="DataFolderTakenException">A server has it.</exception>
    public static DataFolderClaim Take(HostSettings settings)
    {
        try
        {
            var file = new FileStream(Path.Combine(settings.DataFolder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new DataFolderClaim(file, Path.Combine(settings.DataFolder, AddressName));
        }
        catch (IOException exception) when (exception is not (FileNotFoundException or DirectoryNotFoundException))
        {
            var where = FindServer(settings.DataFolder) is { } server ? $"the server at {server}" : "a server that starts or stops just now";
            throw new DataFolderTakenException($"The folder '{settings.DataFolder}' belongs to {where}. Stop that one first, or choose another with --data.", exception);
        }
    }

    /// <summary>The address of the server that has a folder; null: none runs there.</summary>
    public static Uri? FindServer(string dataFolder)
    {
        try
        {
            var address = JsonSerializer.Deserialize<ServerAddress>(File.ReadAllBytes(Path.Combine(dataFolder, AddressName)), JsonSerializerOptions.Web);
            return address is not null && address.IsAlive() ? address.Url : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Says where the server listens, now that it does.</summary>
    public void Tell(string url)
    {
        using var process = Process.GetCurrentProcess();
        var address = new ServerAddress(new Uri(url), process.Id, process.StartTime.ToUniversalTime());
        var draft = _addressFile + ".new";
        File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(address, JsonSerializerOptions.Web));
        File.Move(draft, _addressFile, overwrite: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        File.Delete(_addressFile);
        File.Delete(_lock.Name);
        _lock.Dispose();
    }

    private sealed record ServerAddress(Uri Url, int ProcessId, DateTime StartedAt)
    {
        private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

        // A killed server leaves its address behind, and another program may have its number by now.
        public bool IsAlive()
        {
            try
            {
                using var process = Process.GetProcessById(ProcessId);
                return (process.StartTime.ToUniversalTime() - StartedAt).Duration() < Tolerance;
            }
            catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
            {
                return false;
            }
        }
    }
}

/// <summary>Another server has the data folder; the message says which.</summary>
internal sealed class DataFolderTakenException(string message, Exception innerException) : Exception(message, innerException);
