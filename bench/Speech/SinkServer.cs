using System.Globalization;

namespace Transcribe.Bench.Speech;

/// <summary>
/// The other side of an upload, in a process of its own, so that the memory that is measured is ours: takes resumable uploads as the API does,
/// and forgets them.
/// </summary>
internal sealed class SinkServer(WebApplication app)
{
    public const string Command = "sink";
    public const string Ready = "listens on ";
    public const string TakenPath = "/taken";

    private const int BufferSize = 64 * 1024;

    private long _taken;
    private int _pieces;

    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        await using var app = builder.Build();
        new SinkServer(app).Map();
        await app.StartAsync();
        Console.WriteLine(Ready + app.Urls.Single());
        await app.WaitForShutdownAsync();
    }

    private void Map()
    {
        app.MapPost("/api/v1/uploads", (HttpRequest request) => Results.Json(new { upload_id = "up_1", upload_url = $"http://{request.Host}/put" }));
        app.MapPut("/put", (HttpRequest request) => DrainAsync(request));
        app.MapPost("/api/v1/uploads/tus", (HttpRequest request) => Results.Created($"http://{request.Host}/api/v1/uploads/tus/1", null));
        app.MapPatch("/api/v1/uploads/tus/1", TakeAsync);
        app.MapGet(TakenPath, () => new Taken(_taken, _pieces));
    }

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
        _taken += await DrainAsync(http.Request);
        _pieces++;
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        http.Response.Headers["Upload-Offset"] = _taken.ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>What a sink took.</summary>
internal sealed record Taken(long Bytes, int Pieces);
