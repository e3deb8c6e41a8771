using Transcribe.Client;

namespace Transcribe.Activities.Ledger;

/// <summary>
/// Every paid job: written before the API is asked, finished only by what was read from the API. What is in it survives a crash;
/// what it says ended stays ended.
/// </summary>
public interface IJobLedger
{
    /// <summary>The row for this connection and key: the one there is, or a new one.</summary>
    Task<LedgerEntry> ReserveAsync(JobReservation reservation, CancellationToken cancellationToken);

    /// <summary>The API accepted the job.</summary>
    Task<LedgerEntry> AcceptAsync(string id, JobAcceptance acceptance, CancellationToken cancellationToken);

    /// <summary>Keeps which upload holds the job's media, before it is paid for; one that is kept already stays.</summary>
    Task<LedgerEntry> KeepUploadAsync(string id, string uploadId, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>The request is about to be sent.</summary>
    Task<LedgerEntry> BeginAttemptAsync(string id, CancellationToken cancellationToken);

    /// <summary>The API did not accept the job, for now or for good; nothing changes if another attempt has begun or the job was accepted meanwhile.</summary>
    Task<LedgerEntry> EndAttemptAsync(string id, AttemptEnd end, CancellationToken cancellationToken);

    /// <summary>The job waits until an operator lets it be paid for.</summary>
    Task HoldAsync(string id, HoldReason reason, string error, CancellationToken cancellationToken);

    /// <summary>The job waits no longer.</summary>
    Task<LedgerEntry> UnholdAsync(string id, CancellationToken cancellationToken);

    /// <summary>An operator lets the job pass; null when there is no such row that waits.</summary>
    Task<LedgerEntry?> ReleaseAsync(string id, CancellationToken cancellationToken);

    /// <summary>The latest job for the same media that did not fail, created since then; null when there is none.</summary>
    Task<LedgerEntry?> FindReusableAsync(string connection, string mediaKey, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Uses an earlier job instead of a new one.</summary>
    Task<LedgerEntry> ReuseAsync(string id, LedgerEntry earlier, CancellationToken cancellationToken);

    /// <summary>The run that waited for the job was cancelled; the job goes on and is paid.</summary>
    Task AbandonAsync(string connection, string jobId, CancellationToken cancellationToken);

    /// <summary>A job that was not submitted from here but is waited for: it is watched like the others.</summary>
    Task<LedgerEntry> AdoptAsync(string connection, string jobId, string workflowInstanceId, CancellationToken cancellationToken);

    /// <summary>Notes the status of a job that was read from the API; an end is noted once.</summary>
    Task<LedgerEntry?> ObserveAsync(string connection, Client.Transcription row, CancellationToken cancellationToken);

    /// <summary>Ends a job that the API no longer knows.</summary>
    Task LoseAsync(string connection, string jobId, string error, CancellationToken cancellationToken);

    /// <summary>The engine took the news of this job's end.</summary>
    Task MarkNotifiedAsync(string id, CancellationToken cancellationToken);

    /// <summary>The row of that id.</summary>
    Task<LedgerEntry?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>The row of a job, on that connection or, without one, on any.</summary>
    Task<LedgerEntry?> FindJobAsync(string? connection, string jobId, CancellationToken cancellationToken);

    /// <summary>The rows that some runs wrote for a request, or for the same recording with the same settings, oldest first.</summary>
    /// <param name="workflowInstanceIds">The runs.</param>
    /// <param name="requestHash">SHA-256 of the request.</param>
    /// <param name="mediaKey">The key of the recording with its settings; null: nobody knows it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<LedgerEntry>> ListByRequestAsync(IReadOnlyCollection<string> workflowInstanceIds, string requestHash, string? mediaKey, CancellationToken cancellationToken);

    /// <summary>Accepted jobs whose end is not known, oldest first.</summary>
    Task<IReadOnlyList<LedgerEntry>> ListOpenAsync(CancellationToken cancellationToken);

    /// <summary>Ended jobs that the engine was not told of.</summary>
    Task<IReadOnlyList<LedgerEntry>> ListUnnotifiedAsync(CancellationToken cancellationToken);

    /// <summary>The jobs of one run, in the order in which they were submitted.</summary>
    Task<IReadOnlyList<LedgerEntry>> ListByInstanceAsync(string workflowInstanceId, CancellationToken cancellationToken);

    /// <summary>The secret that signs the job's callbacks; null while the API has not given it.</summary>
    Task<string?> FindCallbackSecretAsync(string id, CancellationToken cancellationToken);
}

/// <summary>Who is about to submit what.</summary>
/// <param name="Connection">The named connection that will pay.</param>
/// <param name="Key">The idempotency key.</param>
/// <param name="RequestHash">SHA-256 of the request.</param>
/// <param name="CallbackUrl">Makes the callback address from the row's id; null without callbacks.</param>
public sealed record JobReservation(string Connection, string Key, string RequestHash, Func<string, Uri?> CallbackUrl)
{
    /// <summary>How the media is named to the API; the row keeps it. Default: a direct link.</summary>
    public TranscriptionSource Source { get; init; }

    /// <summary>The upload that holds the media, where there is one already.</summary>
    public string? UploadId { get; init; }

    /// <summary>The length of uploaded media in seconds.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>The same recording with the same settings has the same key; null: it is nobody's business.</summary>
    public string? MediaKey { get; init; }

    /// <summary>Where the recording comes from, for people: the name of a file, or an address without user, query and fragment.</summary>
    public string? Origin { get; init; }

    /// <summary>The definition that the run follows.</summary>
    public string? WorkflowDefinitionId { get; init; }

    /// <summary>The run.</summary>
    public string? WorkflowInstanceId { get; init; }

    /// <summary>The execution of the activity in the run.</summary>
    public string? ActivityInstanceId { get; init; }
}

/// <summary>What the API answered.</summary>
/// <param name="JobId">The API's id.</param>
/// <param name="Status">The status it gave.</param>
/// <param name="BilledMinutes">Started minutes held.</param>
/// <param name="PriceUsd">The price held, in US dollars.</param>
/// <param name="CallbackSecret">The secret that signs callbacks; stored encrypted.</param>
public sealed record JobAcceptance(string JobId, string Status, int? BilledMinutes, decimal? PriceUsd, string? CallbackSecret)
{
    /// <summary>Without the secret, so that it can be logged.</summary>
    public override string ToString() => $"{nameof(JobAcceptance)} {{ JobId = {JobId}, Status = {Status} }}";
}

/// <summary>How an attempt to submit ended without a job.</summary>
/// <param name="Attempt">Which attempt.</param>
/// <param name="Error">The reason, for the operator.</param>
/// <param name="Certainty">What is known about it.</param>
/// <param name="DropsUpload">Whether the upload is of no use any more.</param>
public sealed record AttemptEnd(int Attempt, string Error, AttemptCertainty Certainty, bool DropsUpload = false);

/// <summary>What is known about an attempt that gave no job.</summary>
public enum AttemptCertainty
{
    /// <summary>It may have been accepted: only the same request under the same key is safe.</summary>
    Unknown,

    /// <summary>It never reached the API.</summary>
    NotSent,

    /// <summary>The API refused it, and would repeat that for the same key.</summary>
    Refused,
}
