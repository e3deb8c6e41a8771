namespace Transcribe.Client;

/// <summary>
/// The transcribe.so API of one connection. Safe to share between threads. Every method can throw a <see cref="TranscribeException"/> and, when
/// its token is cancelled, an <see cref="OperationCanceledException"/>; both say which it was, never one for the other.
/// </summary>
public interface ITranscribeClient
{
    /// <summary>The connection's name.</summary>
    string Name { get; }

    /// <summary>Creates a paid job, once, however often the request has to be sent.</summary>
    /// <returns>The job's handle; <see cref="TranscriptionHandle.Submission"/> holds its price and its callback's secret.</returns>
    /// <exception cref="ArgumentException">The request is not valid; nothing was sent.</exception>
    Task<TranscriptionHandle> SubmitAsync(TranscriptionRequest request, CancellationToken cancellationToken = default);

    /// <summary>A handle on a job that exists; makes no request.</summary>
    TranscriptionHandle GetHandle(TranscriptionId id);

    /// <summary>Lists jobs, newest first; pages are fetched while the list is read.</summary>
    TranscriptionList ListAsync(ListOptions? options = null);

    /// <summary>Asks what a job would cost; free, and creates no job.</summary>
    Task<Quote> QuoteAsync(TranscriptionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads the account: wallet, plan, the key's spend.</summary>
    Task<Account> GetAccountAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads the models and their present prices.</summary>
    Task<IReadOnlyList<Pipeline>> GetPipelinesAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends a file, in one piece or, above <see cref="TranscribeClientOptions.ResumableUploadThreshold"/>, in pieces that are resumed. There is no limit on
    /// the whole time, only on standing still.
    /// </summary>
    /// <exception cref="TranscribeUploadException">The file did not arrive; the message says whether it was tried again.</exception>
    Task<Upload> UploadAsync(UploadRequest request, IProgress<UploadProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Reads the key's webhooks; the API keeps one a key.</summary>
    Task<IReadOnlyList<WebhookRegistration>> ListWebhooksAsync(CancellationToken cancellationToken = default);

    /// <summary>Sets the key's webhook.</summary>
    Task<WebhookRegistration> CreateWebhookAsync(WebhookRegistrationRequest request, CancellationToken cancellationToken = default);

    /// <summary>Removes the key's webhook.</summary>
    Task DeleteWebhookAsync(CancellationToken cancellationToken = default);

    /// <summary>Lets the API send a test event to the key's webhook.</summary>
    Task TestWebhookAsync(CancellationToken cancellationToken = default);
}
