namespace Transcribe.Bench.Speech;

/// <summary>One large file from a storage to the vendor in resumable pieces; the other side throws the bytes away.</summary>
internal sealed class UploadRun(SpeechOptions options)
{
    public async Task RunAsync(string folder)
    {
        var size = (long)options.Megabytes << 20;
        await using var vendor = await Vendor.StartAsync(folder, TimeProvider.System, 10_000);
        using var sink = await SinkProcess.StartAsync();
        Directory.CreateDirectory(Path.Combine(folder, "files"));
        await WriteAsync(Path.Combine(folder, "files", "small.wav"), 1 << 20);
        await WriteAsync(Path.Combine(folder, "files", "large.wav"), size);
        await using var host = await BenchHost.StartAsync(folder, TimeProvider.System, vendor, requestsPerMinute: 10_000, api: sink.Address);
        await host.RunAsync(Workloads.Upload, "small.wav");

        await using var memory = new Memory();
        var began = TimeProvider.System.GetTimestamp();
        await host.RunAsync(Workloads.Upload, "large.wav");
        var (seconds, taken) = (TimeProvider.System.GetElapsedTime(began).TotalSeconds, await sink.TakenAsync());
        Console.WriteLine($"{taken.Bytes >> 20:n0} MB taken in {taken.Pieces:n0} pieces, {seconds:n1} s; memory: {memory}");
    }

    // Silence needs no room on the disk.
    public static async Task WriteAsync(string path, long size)
    {
        var header = Recording.Header((uint)(size - 44));
        await using var file = File.Create(path);
        await file.WriteAsync(header);
        file.SetLength(size);
    }
}
