using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Transcribe.Sandbox.Analysis;
using Transcribe.Sandbox.Http;
using Transcribe.Sandbox.Jobs;
using Transcribe.Sandbox.Media;
using Transcribe.Sandbox.Pipelines;
using Transcribe.Sandbox.Storage;
using Transcribe.Sandbox.Webhooks;

namespace Transcribe.Sandbox.Transcriptions;

/// <summary>Checks an order, gets its media, and reads the real length, which is what is billed.</summary>
internal sealed partial class Admission(
    Store store, MediaStore media, MediaFetcher fetcher, MediaProbe probe, PipelineCatalog pipelines, CallbackUrls callbackUrls, TimeProvider clock)
{
    /// <summary>A row that is not stored yet, priced; refuses with an <see cref="ApiException"/>.</summary>
    public async Task<JobRow> PrepareAsync(CreateBody body, int keyId, CancellationToken cancellationToken)
    {
        var pipeline = pipelines.Get(body.PipelineCode);
        var job = new JobRow
        {
            KeyId = keyId,
            Status = JobStatus.Pending,
            Title = string.Empty,
            Source = body.Source ?? throw ApiErrors.Invalid("source is required: external_url or upload."),
            Pipeline = pipeline.Code,
            Language = CheckLanguage(body.Language),
            CallbackUrl = body.CallbackUrl is { } callback ? callbackUrls.Check(callback, "callback_url") : null,
            CreatedAt = clock.GetUtcNow(),
        };
        if (body.DurationSeconds is { } declared && !(declared > 0))
            throw ApiErrors.Invalid("duration_seconds must be more than 0.");
        if (body.MaxChargeUsd is < 0)
            throw ApiErrors.Invalid("max_charge_usd cannot be negative.");

        await AcquireAsync(job, body, cancellationToken);
        Price(job, pipeline);
        return job;
    }

    /// <summary>Gets the media of a stored job once more, for another attempt.</summary>
    public async Task PrepareAgainAsync(JobRow job, CancellationToken cancellationToken)
    {
        if (job.Source == Sources.ExternalUrl)
            await FetchAsync(job, new Uri(job.Url!), cancellationToken);
        Price(job, pipelines.Get(job.Pipeline));
    }

    /// <summary>Throws away what was fetched for an order that was refused.</summary>
    public void Discard(JobRow job)
    {
        if (job is { UploadId: null, MediaFolder: { } name })
            media.Open(name).Delete();
    }

    private async Task AcquireAsync(JobRow job, CreateBody body, CancellationToken cancellationToken)
    {
        switch (job.Source)
        {
            case Sources.ExternalUrl:
                var url = CheckUrl(body.Url);
                job.Url = url.AbsoluteUri;
                job.Title = Titles.FromUrl(url);
                await FetchAsync(job, url, cancellationToken);
                break;
            case Sources.Upload:
                if (body.DurationSeconds is null)
                    throw ApiErrors.Invalid("duration_seconds is required with source upload.");
                await UseUploadAsync(job, body.UploadId, cancellationToken);
                break;
            case Sources.YouTube or Sources.PlatformUrl:
                throw ApiErrors.Invalid(
                    $"source {job.Source} needs the live service: the sandbox takes external_url (a direct link) and upload.",
                    "source_not_in_sandbox");
            default:
                throw ApiErrors.Invalid($"source '{job.Source}' is unknown: use external_url or upload.");
        }
    }

    private async Task FetchAsync(JobRow job, Uri url, CancellationToken cancellationToken)
    {
        var (name, folder) = media.Create();
        try
        {
            await fetcher.FetchAsync(url, folder, cancellationToken);
            job.DurationSeconds = await probe.MeasureAsync(folder.MediaFile, cancellationToken);
            job.MediaFolder = name;
        }
        catch
        {
            folder.Delete();
            throw;
        }
    }

    private async Task UseUploadAsync(JobRow job, string? uploadId, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(uploadId))
            throw ApiErrors.Invalid("upload_id is required with source upload.");

        var upload = await store.ReadAsync(db => db.Uploads.SingleOrDefaultAsync(row => row.Id == uploadId, cancellationToken))
            ?? throw ApiErrors.Invalid($"upload_id '{uploadId}' is unknown.", "upload_unknown");
        if (!upload.Received)
            throw ApiErrors.Invalid("The upload is not complete yet: send its bytes first.", "upload_incomplete");

        var folder = media.OpenUpload(upload.Id);
        job.UploadId = upload.Id;
        job.MediaFolder = folder.Name;
        job.Title = Titles.FromFileName(upload.FileName);
        job.DurationSeconds = await probe.MeasureAsync(folder.Folder.MediaFile, cancellationToken);
    }

    private static void Price(JobRow job, SandboxPipeline pipeline)
    {
        job.BilledMinutes = PipelineCatalog.BilledMinutes(job.DurationSeconds);
        job.PriceMicros = PipelineCatalog.PriceMicros(pipeline, job.BilledMinutes);
    }

    private static Uri CheckUrl(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? url
            : throw ApiErrors.Invalid("url must be an absolute http or https address of the recording.");

    private static string CheckLanguage(string? language)
    {
        if (string.IsNullOrEmpty(language))
            return "auto";
        return Bcp47().IsMatch(language) ? language : throw ApiErrors.Invalid($"language '{language}' is neither a BCP-47 code nor auto.");
    }

    [GeneratedRegex("^(auto|[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)$", RegexOptions.ExplicitCapture, Patterns.Patience)]
    private static partial Regex Bcp47();
}
