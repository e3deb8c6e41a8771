using System.Globalization;
using Transcribe.Engine.Authoring;

namespace Transcribe.Bench.Speech;

/// <summary>One large file from a folder into a bucket, and from a bucket into a folder; the bucket is a server in this process, which keeps nothing.</summary>
internal sealed class CopyRun(SpeechOptions options)
{
    private const string Folder = "default";
    private const string Bucket = "bucket";

    public async Task RunAsync(string folder)
    {
        var size = (long)options.Megabytes << 20;
        await using var vendor = await Vendor.StartAsync(folder, TimeProvider.System);
        await using var bucket = await Sink.StartAsync(size);
        foreach (var (name, length) in new[] { ("small.wav", 1 << 20), ("large.wav", size) })
            await UploadRun.WriteAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "files")).FullName, name), length);

        await using var host = await BenchHost.StartAsync(folder, TimeProvider.System, vendor, configure: transcribe => transcribe.AddConnection("storage", Bucket, new Dictionary<string, string>
        {
            ["kind"] = "S3", ["bucket"] = "b", ["endpoint"] = bucket.Address.ToString(), ["accessKeyId"] = "id", ["secretAccessKey"] = "secret",
        }));
        await MeasureAsync(host, "warm", Folder, "small.wav", Bucket);
        await MeasureAsync(host, "folder to bucket", Folder, "large.wav", Bucket);
        await MeasureAsync(host, "bucket to folder", Bucket, "large.wav", Folder);
        Console.WriteLine($"{bucket.Taken >> 20:n0} MB taken by the bucket; {new FileInfo(Path.Combine(folder, "files", "copies", "large.wav")).Length >> 20:n0} MB in the folder");
    }

    private static async Task MeasureAsync(BenchHost host, string what, string from, string path, string to)
    {
        await using var memory = new Memory();
        var began = TimeProvider.System.GetTimestamp();
        var run = await host.RunAsync(Workloads.Copy, new Dictionary<string, object> { ["file"] = new Dictionary<string, object> { ["connection"] = from, ["path"] = path }, ["path"] = $"copies/{path}", ["to"] = to });
        if (run.SubStatus != WorkflowSubStatus.Finished)
            throw new InvalidOperationException($"{what}: the run is {run.SubStatus}.");

        Console.WriteLine($"{what}: {TimeProvider.System.GetElapsedTime(began).TotalSeconds:n1} s; memory: {memory}");
    }

    /// <summary>Takes objects as S3 does and forgets them; has one of the size, of zeros.</summary>
    private sealed class Sink(WebApplication app, long size) : IAsyncDisposable
    {
        private const int BufferSize = 64 * 1024;
        private const string Kept = "/b/large.wav";

        // As of an object in several parts: of others the SDK takes it for their MD5.
        private const string Tag = "\"00000000000000000000000000000000-1\"";

        public Uri Address => new(app.Urls.Single());

        public long Taken { get; private set; }

        public static async Task<Sink> StartAsync(long size)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
            var sink = new Sink(builder.Build(), size);
            await sink.StartAsync();
            return sink;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private async Task StartAsync()
        {
            app.Run(AnswerAsync);
            await app.StartAsync();
        }

        private async Task AnswerAsync(HttpContext http)
        {
            var buffer = new byte[BufferSize];
            http.Response.Headers.ETag = Tag;
            if (http.Request.Method == "PUT")
            {
                while (await http.Request.Body.ReadAsync(buffer) is var read and > 0)
                    Taken += read;
                return;
            }

            http.Response.StatusCode = http.Request.Path == Kept ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
            if (http.Response.StatusCode == StatusCodes.Status404NotFound)
                return;

            http.Response.ContentLength = size;
            http.Response.Headers.LastModified = TimeProvider.System.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
            for (var left = http.Request.Method == "GET" ? size : 0; left > 0; left -= Math.Min(left, BufferSize))
                await http.Response.Body.WriteAsync(buffer.AsMemory(0, (int)Math.Min(left, BufferSize)));
        }
    }
}
