using Microsoft.Extensions.Logging;
using Transcribe.Client.Api;
using Transcribe.Client.Configuration;
using Transcribe.Client.Uploads;
using Transcribe.Client.Webhooks;

namespace Transcribe.Client;

internal sealed class TranscribeClient(string name, TranscribeApiFactory factory, Uploader uploader, ILogger log) : ITranscribeClient
{
    public string Name => name;

    private ITranscribeApi Api => factory.Create(name);

    public async Task<TranscriptionHandle> SubmitAsync(TranscriptionRequest request, CancellationToken cancellationToken = default)
    {
        TranscriptionRequestValidator.Instance.ThrowIfInvalid(request, "The transcription request", nameof(request));
        var submission = await Api.SubmitAsync(request, request.IdempotencyKey ?? IdempotencyKeys.New(), cancellationToken).RequiredAsync();
        return submission.Id == default
            ? throw new TranscribeException("The API accepted the job but gave no id, so it cannot be followed; look for it in the list of transcriptions.")
            : Handle(submission.Id, submission);
    }

    public TranscriptionHandle GetHandle(TranscriptionId id) => Handle(new TranscriptionId(id.Value), null);

    public TranscriptionList ListAsync(ListOptions? options = null)
    {
        options ??= new ListOptions();
        ListOptionsValidator.Instance.ThrowIfInvalid(options, "The list", nameof(options));
        return new TranscriptionList(options, (size, cursor, token) => Api.ListAsync(size, cursor, WireFormat.Of(options.ApiOnly), token).RequiredAsync());
    }

    public Task<Quote> QuoteAsync(TranscriptionRequest request, CancellationToken cancellationToken = default)
    {
        TranscriptionRequestValidator.Instance.ThrowIfInvalid(request, "The transcription request", nameof(request));
        // A key of its own: the request's belongs to the job, and the same key with another path would be refused.
        return Api.QuoteAsync(request, IdempotencyKeys.New(), cancellationToken).RequiredAsync();
    }

    public Task<Account> GetAccountAsync(CancellationToken cancellationToken = default) => Api.GetAccountAsync(cancellationToken).RequiredAsync();

    public async Task<IReadOnlyList<Pipeline>> GetPipelinesAsync(CancellationToken cancellationToken = default) =>
        (await Api.GetPipelinesAsync(cancellationToken).RequiredAsync()).Pipelines;

    public Task<Upload> UploadAsync(UploadRequest request, IProgress<UploadProgress>? progress = null, CancellationToken cancellationToken = default) =>
        uploader.UploadAsync(request, progress, cancellationToken);

    public async Task<IReadOnlyList<WebhookRegistration>> ListWebhooksAsync(CancellationToken cancellationToken = default) =>
        WebhookRegistrationReader.Read(await Api.ListWebhooksAsync(cancellationToken));

    public async Task<WebhookRegistration> CreateWebhookAsync(WebhookRegistrationRequest request, CancellationToken cancellationToken = default) =>
        await Api.CreateWebhookAsync(request, IdempotencyKeys.New(), cancellationToken) ?? new WebhookRegistration { Url = request.Url.OriginalString };

    public Task DeleteWebhookAsync(CancellationToken cancellationToken = default) => Api.DeleteWebhookAsync(cancellationToken);

    public Task TestWebhookAsync(CancellationToken cancellationToken = default) =>
        Api.TestWebhookAsync(factory.OptionsOf(name).WebhookTestPath.Trim('/'), cancellationToken);

    private TranscriptionHandle Handle(TranscriptionId id, Submission? submission) => new(id, submission, name, factory, log);
}
