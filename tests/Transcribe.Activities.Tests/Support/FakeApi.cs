using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Transcribe.Activities.Tests.Support;

/// <summary>A transcribe.so that a test writes line by line: real HTTP on a free port, jobs in memory, faults on demand.</summary>
internal sealed class FakeApi : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<HttpContext, Task<bool>>> _faults = new();
    private readonly ConcurrentDictionary<string, string> _jobByKey = new();
    private readonly ConcurrentQueue<IResult> _refusals = new();
    private int _lastId = 4820;
    private int _lastUpload;

    private FakeApi()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Use(RecordAsync);
        _app.MapPost("/api/v1/transcriptions", SubmitAsync);
        _app.MapGet("/api/v1/transcriptions", List);
        _app.MapGet("/api/v1/transcriptions/{id}", (string id) => Jobs.TryGetValue(id, out var row) ? Results.Json(row) : Error(404, "not_found"));
        _app.MapGet("/api/v1/transcriptions/{id}/result", GetResult);
        _app.MapGet("/api/v1/transcriptions/{id}/transcript", () => Results.Text(Transcript));
        _app.MapPost("/api/v1/quotes", () => Results.Json(new { transcription_id = 1, billed_minutes = 2, retail_usd = QuoteUsd }));
        _app.MapPost("/api/v1/transcriptions/{id}/retry", Retry);
        _app.MapDelete("/api/v1/transcriptions/{id}", (string id) => Jobs.TryRemove(id, out _) ? Results.NoContent() : Error(404, "not_found"));
        _app.MapGet("/api/v1/transcriptions/{id}/subtitles", () => Results.Text(Subtitles));
        _app.MapPost("/api/v1/transcriptions/{id}/ask", () => Results.Json(Answer));
        _app.MapGet("/api/v1/me", () => Results.Json(new { email = "a@b.c", subscription_tier = "pro", wallet_balance_usd = 12.5, api_key = new { name = "k", scopes = new[] { "read" }, spend = 1.5, cap = 20 } }));
        _app.MapPost("/api/v1/uploads", (HttpRequest request) => AnnounceUpload(request));
        _app.MapPut("/storage/{id}", (string id) => Results.Ok());
        _app.MapGet("/api/v1/pipelines", () => Results.Json(new { pipelines = new[] { new { code = "qwen3-asr-flash-filetrans", name = "Qwen3", retail_usd_per_min = 0.0285 } } }));
    }

    public Uri Address { get; private set; } = null!;

    public ConcurrentDictionary<string, Dictionary<string, object?>> Jobs { get; } = new();

    public ConcurrentQueue<RecordedRequest> Requests { get; } = new();

    public IReadOnlyList<RecordedRequest> Submissions => [.. Requests.Where(request => request.Method == "POST" && request.Path == "/api/v1/transcriptions")];

    public IReadOnlyList<RecordedRequest> Uploads => [.. Requests.Where(request => request.Method == "PUT")];

    public string CallbackSecret { get; set; } = "whsec_from_the_answer";

    public string Transcript { get; set; } = string.Empty;

    public string Subtitles { get; set; } = string.Empty;

    /// <summary>Whether a list's cursor counts from the newest job, so that it means another page when jobs are added.</summary>
    public bool CursorsMove { get; set; }

    /// <summary>Whether a job over its ceiling is refused.</summary>
    public bool EnforceMaxCharge { get; set; }

    public double QuoteUsd { get; set; } = 0.057;

    public object Answer { get; set; } = new { answer = "At springs [1].", citations = new[] { new { text = "SPEAKER_00 says so.", start_seconds = 3.5, url = "https://t.so/1?t=3" } }, no_answer = false };

    public Dictionary<string, object?> Result { get; } = new()
    {
        ["title"] = "A talk about rivers",
        ["chapters"] = new[] { new { title = "Springs", summary = "Where rivers begin.", start_seconds = 0, end_seconds = 65, url = "https://t.so/1?t=0" } },
        ["sections"] = Array.Empty<object>(),
        ["qna"] = new[] { new { question = "Where do rivers begin?", answer = "At springs." } },
    };

    public static async Task<FakeApi> StartAsync()
    {
        var api = new FakeApi();
        await api._app.StartAsync(TestContext.Current.CancellationToken);
        api.Address = new Uri(api._app.Urls.Single());
        return api;
    }

    /// <summary>The next request is answered like this.</summary>
    public void FailNext(int status, string code, string message = "No.") => _faults.Enqueue(async http =>
    {
        await Error(status, code, message).ExecuteAsync(http);
        return true;
    });

    /// <summary>The next request is handled like this.</summary>
    public void OnNext(Func<HttpContext, Task> handle) => _faults.Enqueue(async http =>
    {
        await handle(http);
        return true;
    });

    /// <summary>The next submission is refused like this, whatever is asked before it.</summary>
    public void FailSubmission(int status, string code, string message = "No.") => _refusals.Enqueue(Error(status, code, message));

    /// <summary>The next submission is carried out, but its answer never arrives.</summary>
    public void LoseNextAnswer() => _faults.Enqueue(async http =>
    {
        var body = http.Response.Body;
        http.Response.Body = Stream.Null;
        await SubmitAsync(http.Request);
        http.Response.Body = body;
        http.Abort();
        return true;
    });

    public string AddJob(string status = "processing")
    {
        var id = Interlocked.Increment(ref _lastId).ToString();
        Jobs[id] = new Dictionary<string, object?>
        {
            ["id"] = int.Parse(id), ["status"] = status, ["title"] = "A talk about rivers", ["url"] = "https://media.example/rivers.wav",
            ["language"] = "auto", ["detected_language"] = "en", ["duration_seconds"] = 65.5, ["created_at"] = "2026-01-01T00:00:00Z",
        };
        return id;
    }

    public void End(string id, string status = "completed", string? error = null)
    {
        var row = new Dictionary<string, object?>(Jobs[id]) { ["status"] = status, ["charge_usd"] = 0.057, ["completed_at"] = "2026-01-01T00:01:00Z" };
        if (error is not null)
            row["error"] = error;
        Jobs[id] = row;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task RecordAsync(HttpContext http, RequestDelegate next)
    {
        http.Request.EnableBuffering();
        using var reader = new StreamReader(http.Request.Body, leaveOpen: true);
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        http.Request.Body.Position = 0;
        Requests.Enqueue(new RecordedRequest(
            http.Request.Method, http.Request.Path, http.Request.QueryString.Value, body, http.Request.Headers["Idempotency-Key"], http.Request.Headers.Authorization));
        http.Response.Headers["X-Request-Id"] = "req_test";

        if (!_faults.TryDequeue(out var fault) || !await fault(http))
            await next(http);
    }

    private async Task<IResult> SubmitAsync(HttpRequest request)
    {
        if (_refusals.TryDequeue(out var refusal))
            return refusal;

        var body = await request.ReadFromJsonAsync<JsonElement>();
        if (EnforceMaxCharge && body.TryGetProperty("max_charge_usd", out var ceiling) && ceiling.ValueKind == JsonValueKind.Number && ceiling.GetDouble() < 0.057)
            return Error(402, "max_charge_exceeded", "It costs $0.057.");

        var id = _jobByKey.GetOrAdd(request.Headers["Idempotency-Key"]!, _ => AddJob("queued"));
        var callback = body.TryGetProperty("callback_url", out var url) && url.ValueKind == JsonValueKind.String ? new { secret = CallbackSecret } : null;
        return Results.Json(new { id = int.Parse(id), status = "queued", billed_minutes = 2, retail_usd = 0.057, callback }, statusCode: 202);
    }

    private IResult Retry(string id)
    {
        if (!Jobs.TryGetValue(id, out var row))
            return Error(404, "not_found");

        Jobs[id] = new Dictionary<string, object?>(row) { ["status"] = "pending", ["error"] = null, ["charge_usd"] = null };
        return Results.Json(new { id = int.Parse(id), status = "pending", billed_minutes = 2, retail_usd = 0.057 }, statusCode: 202);
    }

    private IResult AnnounceUpload(HttpRequest request)
    {
        var id = $"up_{Interlocked.Increment(ref _lastUpload)}";
        return Results.Json(new { upload_id = id, upload_url = $"http://{request.Host}/storage/{id}" });
    }

    private IResult List(int limit = 50, int? cursor = null)
    {
        var newest = Jobs.OrderByDescending(job => int.Parse(job.Key));
        var rest = (CursorsMove ? newest.Skip(cursor ?? 0) : newest.Where(job => cursor is null || int.Parse(job.Key) < cursor)).Take(limit + 1).ToList();
        var rows = rest.Take(limit).ToList();
        var next = CursorsMove ? (cursor ?? 0) + limit : rest.Count > 0 ? int.Parse(rows[^1].Key) : 0;
        return Results.Json(new { data = rows.Select(row => row.Value), next_cursor = rest.Count > limit ? next.ToString() : null });
    }

    private IResult GetResult(string id)
    {
        if (!Jobs.TryGetValue(id, out var row))
            return Error(404, "not_found");
        if (!Equals(row["status"], "completed"))
            return Error(409, "not_ready", "Not yet.");

        var result = new Dictionary<string, object?>(row);
        foreach (var (name, value) in Result)
            result[name] = value;
        return Results.Json(result);
    }

    private static IResult Error(int status, string code, string message = "No.") =>
        Results.Json(new { error = new { code, message, request_id = "req_test" } }, statusCode: status);
}

internal sealed record RecordedRequest(string Method, string Path, string? Query, string Body, string? IdempotencyKey, string? Authorization);
