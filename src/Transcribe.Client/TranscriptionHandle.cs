using Microsoft.Extensions.Logging;
using Transcribe.Client.Api;
using Transcribe.Client.Configuration;
using Transcribe.Client.Results;
using Transcribe.Client.Waiting;

namespace Transcribe.Client;

/// <summary>One job, and what can be done with it.</summary>
public sealed class TranscriptionHandle
{
    private const int LongestQuestion = 500, FewestCandidates = 10, MostCandidates = 100;

    private readonly string clientName;
    private readonly TranscribeApiFactory factory;
    private readonly ILogger log;

    internal TranscriptionHandle(TranscriptionId id, Submission? submission, string clientName, TranscribeApiFactory factory, ILogger log)
    {
        Id = id;
        Submission = submission;
        this.clientName = clientName;
        this.factory = factory;
        this.log = log;
    }

    /// <summary>The job's id.</summary>
    public TranscriptionId Id { get; }

    /// <summary>The API's acknowledgement; null for a handle on a job that existed before.</summary>
    public Submission? Submission { get; }

    private ITranscribeApi Api => factory.Create(clientName);

    /// <summary>Reads where the job stands.</summary>
    public Task<Transcription> GetAsync(CancellationToken cancellationToken = default) => Api.GetAsync(Id, cancellationToken).RequiredAsync();

    /// <summary>Waits until the job is completed. Network faults on the way do not end the wait; only its deadline does.</summary>
    /// <returns>The completed row.</returns>
    /// <exception cref="TranscriptionFailedException">The job failed or was cancelled.</exception>
    /// <exception cref="TranscriptionTimeoutException">The deadline passed first; the job goes on.</exception>
    public Task<Transcription> WaitAsync(WaitOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new WaitOptions();
        WaitOptionsValidator.Instance.ThrowIfInvalid(options, "The wait", nameof(options));
        return new CompletionWait(Id, Api, options, clientName, factory.Clock, log).RunAsync(cancellationToken);
    }

    /// <summary>Reads the result. Segments come with all their windows joined, or not at all.</summary>
    /// <param name="include">Which parts. Default: chapters, sections, questions.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="TranscribeConflictException">The job is not completed.</exception>
    public Task<TranscriptionResult> GetResultAsync(ResultInclude include = ResultInclude.Default, CancellationToken cancellationToken = default) =>
        ResultReader.ReadAsync(Api, Id, include, cancellationToken);

    /// <summary>Reads the whole transcript as one text; empty when nothing was said.</summary>
    public async Task<string> GetTranscriptAsync(TranscriptOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new TranscriptOptions();
        using var response = await Api.GetTranscriptAsync(
            Id, WireFormat.Of(options.Format), WireFormat.Of(options.SpeakerLabels), WireFormat.Of(options.Timestamps), cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>Reads the subtitles as a file's text; empty when nothing was said.</summary>
    public async Task<string> GetSubtitlesAsync(SubtitleOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SubtitleOptions();
        using var response = await Api.GetSubtitlesAsync(
            Id, WireFormat.Of(options.Format), options.Preset, WireFormat.Of(options.SpeakerLabels), options.Mode, options.Source, cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>Asks a question about the recording; uses the account's daily allowance, never the wallet, and is sent once.</summary>
    /// <param name="question">1 to 500 characters.</param>
    /// <param name="topK">How many passages are considered, 10 to 100. Default: the API's.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<Answer> AskAsync(string question, int? topK = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(question);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(question.Length, LongestQuestion, nameof(question));
        if (topK is < FewestCandidates or > MostCandidates)
            throw new ArgumentOutOfRangeException(nameof(topK), topK, $"topK must be between {FewestCandidates} and {MostCandidates}.");

        return Api.AskAsync(Id, new AskBody(question, topK), cancellationToken).RequiredAsync();
    }

    /// <summary>Starts a new paid attempt at a failed job; what the failed one cost is the API's matter.</summary>
    /// <returns>The handle of the attempt, which may have another id.</returns>
    public async Task<TranscriptionHandle> RetryAsync(RetryRequest? request = null, CancellationToken cancellationToken = default)
    {
        request ??= new RetryRequest();
        RetryRequestValidator.Instance.ThrowIfInvalid(request, "The retry", nameof(request));
        var submission = await Api.RetryAsync(Id, request, request.IdempotencyKey ?? IdempotencyKeys.New(), cancellationToken) ?? new Submission();
        if (submission.Id == default)
            submission = submission with { Id = Id };

        return new TranscriptionHandle(submission.Id, submission, clientName, factory, log);
    }

    /// <summary>Deletes the job, its results and its media. Cannot be undone.</summary>
    public Task DeleteAsync(CancellationToken cancellationToken = default) => Api.DeleteAsync(Id, cancellationToken);

    /// <inheritdoc/>
    public override string ToString() => $"Transcription {Id}";
}
