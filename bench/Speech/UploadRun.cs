using System.Globalization;

namespace Transcribe.Bench.Speech;

/// <summary>One large file from a storage to the vendor in resumable pieces; the vendor is a server that throws the bytes away, in this process, too.</summary>
internal sealed class UploadRun(SpeechOptions options)
{
    public async Task RunAsync(string folder)
    {
        var size = (long)options.Megabytes << 20;
        await using var vendor = await Vendor.StartAsync(folder, TimeProvider.System, 10_000);
        await using var sink = await Sink.StartAsync();
        Directory.CreateDirectory(Path.Combine(folder, "files"));
        await WriteAsync(Path.Combine(folder, "files", "small.wav"), 1 << 20);
        await WriteAsync(Path.Combine(folder, "files", "large.wav"), size);
        await using var host = await BenchHost.StartAsync(folder, TimeProvider.System, vendor, requestsPerMinute: 10_000, api: sink.Address);
        await host.RunAsync(Workloads.Upload, "small.wav");

        await using var memory = new Memory();
        var began = TimeProvider.System.GetTimestamp();
        await host.RunAsync(Workloads.Upload, "large.wav");
        Console.WriteLine($"{sink.Taken >> 20:n0} MB taken in {sink.Pieces:n0} pieces, {TimeProvider.System.GetElapsedTime(began).TotalSeconds:n1} s; memory: {memory}");
    }

    // Silence needs no room on the disk.
    public static async Task WriteAsync(string path, long size)
    {
        var header = Recording.Header((uint)(size - 44));
        await using var file = File.Create(path);
        await file.WriteAsync(header);
        file.SetLength(size);
    }

    /// <summary>Takes resumable uploads as the API does, and forgets them.</summary>
    private sealed class Sink(WebApplication app) : IAsyncDisposable
    {
        private const int BufferSize = 64 * 1024;

        public Uri Address => new(app.Urls.Single());

        public long Taken { get; private set; }

        public int Pieces { get; private set; }

        public static async Task<Sink> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
            var app = builder.Build();
            var sink = new Sink(app);
            app.MapPost("/api/v1/uploads", (HttpRequest request) => Results.Json(new { upload_id = "up_1", upload_url = $"http://{request.Host}/put" }));
            app.MapPut("/put", (HttpRequest request) => DrainAsync(request));
            app.MapPost("/api/v1/uploads/tus", (HttpRequest request) => Results.Created($"http://{request.Host}/api/v1/uploads/tus/1", null));
            app.MapPatch("/api/v1/uploads/tus/1", sink.TakeAsync);
            await app.StartAsync();
            return sink;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private static async Task<long> DrainAsync(HttpRequest request)
        {
            var buffer = new byte[BufferSize];
            var taken = 0L;
            while (await request.Body.ReadAsync(buffer) is var read and > 0)
                taken += read;

            return taken;
        }

        private async Task TakeAsync(HttpContext http)
        {
            Taken += await DrainAsync(http.Request);
            Pieces++;
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            http.Response.Headers["Upload-Offset"] = Taken.ToString(CultureInfo.InvariantCulture);
        }
    }
}
