using Microsoft.Extensions.Logging;
using Transcribe.Client.Api;
using Transcribe.Client.Resilience;
using Transcribe.Client.Telemetry;

namespace Transcribe.Client.Uploads;

/// <summary>Chooses how a file is sent, and keeps trying as far as the file can be read again.</summary>
internal sealed class Uploader(string name, TranscribeApiFactory factory, IHttpClientFactory http, ILogger log)
{
    /// <summary>Largest file that the API takes in one piece.</summary>
    private const long MaxSinglePiece = 500L * 1024 * 1024;

    public async Task<Upload> UploadAsync(UploadRequest request, IProgress<UploadProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var options = factory.OptionsOf(name);
        var type = MediaTypes.Of(request);
        var inPieces = request.Length > options.ResumableUploadThreshold && request.IsRepeatable;
        if (!inPieces && request.Length > MaxSinglePiece)
            throw new ArgumentException("A file above 500 MiB is sent in pieces, for which it must be readable again: give a path, a seekable stream or a factory.", nameof(request));

        var failures = 0;
        var pipeline = RetryPolicy.Create(options, factory.Clock, _ => request.IsRepeatable, (attempt, delay, error) =>
        {
            failures = attempt;
            TranscribeTelemetry.Retries.Add(1);
            Log.UploadRetrying(log, name, request.Length, attempt, delay, error.Message, (error as TranscribeApiException)?.RequestId);
        });

        try
        {
            var id = inPieces
                ? await new TusUpload(request, type, name, factory, pipeline, progress).SendAsync(cancellationToken)
                : await new PresignedUpload(request, type, name, factory, http, pipeline, progress).SendAsync(cancellationToken);
            return new Upload(id, request.FileName, type, request.Length);
        }
        catch (TranscribeException error) when (error.IsTransient && error is TranscribeConnectionException or TranscribeUploadException { IsTransient: true })
        {
            throw new TranscribeUploadException($"'{request.FileName}' was not uploaded: {error.Message} {Tried(request, failures)}", error)
            {
                IsTransient = true,
                RetryAfter = error.RetryAfter,
                StatusCode = (error as TranscribeUploadException)?.StatusCode,
            };
        }
    }

    private static string Tried(UploadRequest request, int failures) => (request.IsRepeatable, failures) switch
    {
        (false, _) => "It was not sent again, because its stream can be read only once: give a path, a seekable stream or a factory.",
        (true, 0) => "It was tried once.",
        (true, _) => $"It was tried {failures + 1} times.",
    };
}
