using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Transcribe.Sandbox.Http;
using Transcribe.Sandbox.Jobs;
using Transcribe.Sandbox.Media;
using Transcribe.Sandbox.Results;
using Transcribe.Sandbox.Storage;
using Transcribe.Sandbox.Wallet;

namespace Transcribe.Sandbox.Transcriptions;

/// <summary>Rows: one, many, waiting for one, deleting one.</summary>
internal sealed class ReadEndpoints(
    Store store, TranscriptionLookup lookup, TranscriptionView view, ResultView results, JobSignals signals, JobScheduler scheduler,
    WalletBook wallet, MediaStore media, IHostApplicationLifetime lifetime, TimeProvider clock)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;
    private const int DefaultWaitSeconds = 30;
    private const int MaxWaitSeconds = 120;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/transcriptions", (HttpContext http, ReadEndpoints endpoints) => endpoints.ListAsync(http.Request.Query));
        api.MapGet("/transcriptions/{id}", (string id, ReadEndpoints endpoints) => endpoints.GetAsync(id));
        api.MapGet("/transcriptions/{id}/wait", (string id, HttpContext http, ReadEndpoints endpoints) => endpoints.WaitAsync(id, http));
        api.MapDelete("/transcriptions/{id}", (string id, ReadEndpoints endpoints) => endpoints.DeleteAsync(id));
    }

    private async Task<Answer> GetAsync(string id) => Answer.Json(view.Row(await lookup.GetAsync(id)));

    private async Task<Answer> ListAsync(IQueryCollection query)
    {
        var limit = query.Int("limit", DefaultLimit, 1, MaxLimit);
        var before = query["cursor"].ToString() is { Length: > 0 } cursor ? ParseCursor(cursor) : long.MaxValue;

        // One more than asked for tells whether there is a next page.
        var rows = await store.ReadAsync(db => db.Jobs
            .Where(row => row.Id < before && row.Status != JobStatus.Quoted)
            .OrderByDescending(row => row.Id)
            .Take(limit + 1)
            .ToListAsync());
        var page = rows.Take(limit).ToList();

        return Answer.Json(new JsonObject
        {
            ["data"] = new JsonArray([.. page.Select(row => (JsonNode)view.Row(row))]),
            ["next_cursor"] = rows.Count > limit ? Cursor(page[^1].Id) : null,
        });
    }

    private async Task<Answer> WaitAsync(string id, HttpContext http)
    {
        var timeout = http.Request.Query.Int("timeout", DefaultWaitSeconds, 1, MaxWaitSeconds);
        var include = http.Request.Query["include"].ToString();
        var parts = include.Length > 0 ? ResultParts.Parse(http.Request.Query) : null;

        var job = await lookup.GetAsync(id);
        if (JobStatus.IsInFlight(job.Status))
            job = await WaitForEndAsync(job, TimeSpan.FromSeconds(timeout), http.RequestAborted);

        var row = view.Row(job);
        var status = (string?)row["status"];
        if (status == JobStatus.Completed && parts is not null)
            results.AddTo(row, job, await lookup.TranscriptOfAsync(job), parts);
        else if (status is not (JobStatus.Completed or JobStatus.Failed or JobStatus.Cancelled or JobStatus.Quoted))
            row["_timed_out"] = true;
        return Answer.Json(row);
    }

    private async Task<JobRow> WaitForEndAsync(JobRow job, TimeSpan limit, CancellationToken cancellationToken)
    {
        var id = job.Id.ToString(CultureInfo.InvariantCulture);
        var ended = signals.WhenEnded(job.Id);

        // It may have ended between the first look and the line above.
        job = await lookup.GetAsync(id);
        if (!JobStatus.IsInFlight(job.Status))
        {
            signals.Ended(job.Id);
            return job;
        }

        // A sandbox that stops does not wait for those who wait.
        using var over = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
        var stopping = Task.Delay(Timeout.InfiniteTimeSpan, clock, over.Token);
        await Task.WhenAny(ended, stopping).WaitQuietlyAsync(limit, clock, cancellationToken);
        await over.CancelAsync();
        return await lookup.GetAsync(id);
    }

    private async Task<Answer> DeleteAsync(string id)
    {
        var job = await lookup.GetAsync(id);
        var mediaIsShared = await store.WriteAsync(
            async db =>
            {
                var row = await db.Jobs.SingleOrDefaultAsync(row => row.Id == job.Id) ?? throw ApiErrors.NotFound($"Transcription {id}");
                if (JobStatus.IsInFlight(row.Status))
                    await wallet.ReleaseAsync(db, row);
                var shared = row.UploadId is not null && await db.Jobs.AnyAsync(other => other.UploadId == row.UploadId && other.Id != row.Id);
                if (!shared)
                    await db.Uploads.Where(upload => upload.Id == row.UploadId).ExecuteDeleteAsync();
                await db.Results.Where(result => result.JobId == row.Id).ExecuteDeleteAsync();
                db.Jobs.Remove(row);
                return shared;
            },
            CancellationToken.None);

        scheduler.Cancel(job.Id);
        signals.Ended(job.Id);
        if (job.MediaFolder is { } folder && !mediaIsShared)
            media.Open(folder).Delete();
        return Answer.Json(new JsonObject { ["id"] = view.Id(job.Id), ["deleted"] = true });
    }

    private static string Cursor(long id) => Convert.ToBase64String(Encoding.ASCII.GetBytes(id.ToString(CultureInfo.InvariantCulture)));

    private static long ParseCursor(string cursor)
    {
        var bytes = new byte[32];
        return Convert.TryFromBase64String(cursor, bytes, out var length)
            && long.TryParse(Encoding.ASCII.GetString(bytes, 0, length), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? id
                : throw ApiErrors.Invalid("cursor is not one that a list gave.");
    }
}
