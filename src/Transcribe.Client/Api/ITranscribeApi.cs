using Refit;

namespace Transcribe.Client.Api;

/// <summary>The API as it is: one method an endpoint. Behind <see cref="ITranscribeClient"/>, which knows what the answers mean.</summary>
internal interface ITranscribeApi
{
    [Get("/me")]
    Task<Account?> GetAccountAsync(CancellationToken cancellationToken);

    [Get("/pipelines")]
    Task<PipelineCatalog?> GetPipelinesAsync(CancellationToken cancellationToken);

    [Post("/quotes")]
    Task<Quote?> QuoteAsync([Body] TranscriptionRequest request, [Header(ApiHeaders.IdempotencyKey)] string key, CancellationToken cancellationToken);

    [Post("/transcriptions")]
    Task<Submission?> SubmitAsync([Body] TranscriptionRequest request, [Header(ApiHeaders.IdempotencyKey)] string key, CancellationToken cancellationToken);

    [Get("/transcriptions")]
    Task<TranscriptionPage?> ListAsync(int limit, string? cursor, [AliasAs("api_only")] string? apiOnly, CancellationToken cancellationToken);

    [Get("/transcriptions/{id}")]
    Task<Transcription?> GetAsync(TranscriptionId id, CancellationToken cancellationToken);

    [Get("/transcriptions/{id}/wait")]
    Task<Transcription?> WaitAsync(TranscriptionId id, int timeout, [Property(CallOptions.ExtraTimeKey)] TimeSpan extraTime, CancellationToken cancellationToken);

    [Get("/transcriptions/{id}/result")]
    Task<TranscriptionResult?> GetResultAsync(
        TranscriptionId id,
        string include,
        [AliasAs("segments_offset")] int? segmentsOffset,
        [AliasAs("segments_limit")] int? segmentsLimit,
        CancellationToken cancellationToken);

    [Get("/transcriptions/{id}/transcript")]
    Task<HttpResponseMessage> GetTranscriptAsync(
        TranscriptionId id,
        string format,
        [AliasAs("speaker_labels")] string? speakerLabels,
        string? timestamps,
        CancellationToken cancellationToken);

    [Get("/transcriptions/{id}/subtitles")]
    Task<HttpResponseMessage> GetSubtitlesAsync(
        TranscriptionId id,
        string format,
        string? preset,
        [AliasAs("speaker_labels")] string? speakerLabels,
        string? mode,
        string? source,
        CancellationToken cancellationToken);

    [Post("/transcriptions/{id}/ask")]
    Task<Answer?> AskAsync(TranscriptionId id, [Body] AskBody body, CancellationToken cancellationToken);

    [Post("/transcriptions/{id}/retry")]
    Task<Submission?> RetryAsync(
        TranscriptionId id, [Body] RetryRequest body, [Header(ApiHeaders.IdempotencyKey)] string key, CancellationToken cancellationToken);

    [Delete("/transcriptions/{id}")]
    Task DeleteAsync(TranscriptionId id, CancellationToken cancellationToken);

    [Post("/uploads")]
    Task<UploadSlot?> CreateUploadAsync([Body] UploadBody body, [Header(ApiHeaders.IdempotencyKey)] string key, CancellationToken cancellationToken);

    [Post("/uploads/tus")]
    Task<HttpResponseMessage> CreateTusUploadAsync(
        [Header("Tus-Resumable")] string version,
        [Header("Upload-Length")] long length,
        [Header("Upload-Metadata")] string metadata,
        [Header(ApiHeaders.IdempotencyKey)] string key,
        CancellationToken cancellationToken);

    [Get("/webhooks")]
    Task<System.Text.Json.JsonElement> ListWebhooksAsync(CancellationToken cancellationToken);

    [Post("/webhooks")]
    Task<WebhookRegistration?> CreateWebhookAsync(
        [Body] WebhookRegistrationRequest body, [Header(ApiHeaders.IdempotencyKey)] string key, CancellationToken cancellationToken);

    [Delete("/webhooks")]
    Task DeleteWebhookAsync(CancellationToken cancellationToken);

    [Post("/{**path}")]
    Task TestWebhookAsync(string path, CancellationToken cancellationToken);
}
