namespace Transcribe.Workflows.Host.CommandLine.Checks;

/// <summary>Whether the server can write where it has to, alone, and has room.</summary>
internal static class FolderChecks
{
    private const string Area = "Folder";
    private const long LittleRoom = 1L << 30;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public static IEnumerable<Finding> Run(HostSettings settings)
    {
        yield return CanWrite(settings.DataFolder);
        if (AccessOf(settings) is { } access)
            yield return access;
        if (RoomOf(settings.DataFolder) is { } room)
            yield return room;

        yield return Directory.Exists(settings.WorkflowsFolder)
            ? Finding.Good(Area, $"{settings.WorkflowsFolder} has {Directory.EnumerateFiles(settings.WorkflowsFolder, "*.json").Count()} workflows.")
            : Finding.Warning(Area, $"There is no folder of ready workflows at {settings.WorkflowsFolder}. Say where it is with --workflows.");
    }

    /// <summary>Whether others on this machine can read what is secret; null: they cannot.</summary>
    public static Finding? AccessOf(HostSettings settings)
    {
        if (OperatingSystem.IsWindows())
            return null;

        return (File.GetUnixFileMode(settings.DataFolder) & Others) == UnixFileMode.None
            ? null
            : Finding.Warning(Area, $"Other accounts of this machine can read {settings.DataFolder}, where transcripts and keys are: chmod 700 {settings.DataFolder}");
    }

    private static Finding CanWrite(string folder)
    {
        try
        {
            using var trial = new FileStream(Path.Combine(folder, $".doctor-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            return Finding.Good(Area, $"Data is in {folder}.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Finding.Error(Area, $"The server cannot write to {folder}: {exception.Message}");
        }
    }

    private static Finding? RoomOf(string folder)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        return free < LittleRoom ? Finding.Warning(Area, $"Only {free >> 20} MB are free where {folder} is; when the disk is full, runs wait until there is room.") : null;
    }
}
