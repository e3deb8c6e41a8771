namespace Transcribe.Activities.Deliver;

/// <summary>Finds the bytes of files in storages, for activities that send them.</summary>
public interface IFileOpener
{
    /// <summary>The bytes, and facts about the file.</summary>
    /// <exception cref="FileRejectedException">There is no such file or storage.</exception>
    /// <exception cref="IOException">The storage does not work.</exception>
    Task<(StoredFile File, FileContent Content)> FindAsync(string connection, string path, CancellationToken cancellationToken);
}

/// <summary>What was given as a file cannot be one, now or later; the message says why.</summary>
public class FileRejectedException(string message) : Exception(message);
