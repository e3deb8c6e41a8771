using Microsoft.Extensions.Logging;
using Transcribe.Client.Api;
using Transcribe.Client.Telemetry;

namespace Transcribe.Client.Waiting;

/// <summary>One wait for the end of one job.</summary>
internal sealed class CompletionWait(TranscriptionId id, ITranscribeApi api, WaitOptions options, string clientName, TimeProvider clock, ILogger log)
{
    private readonly long started = clock.GetTimestamp();
    private TranscriptionStatus? lastStatus;
    private Exception? lastError;
    private int quotes;

    public async Task<Transcription> RunAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Timeout, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);

        try
        {
            return await PollAsync(linked.Token);
        }
        catch (OperationCanceledException error) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException($"The wait for transcription {id} was cancelled.", error, cancellationToken);
        }
        catch (OperationCanceledException error) when (deadline.IsCancellationRequested)
        {
            throw new TranscriptionTimeoutException(id, lastStatus, clock.GetElapsedTime(started), lastError ?? error);
        }
    }

    private async Task<Transcription> PollAsync(CancellationToken token)
    {
        var interval = options.PollInterval;

        while (true)
        {
            var pollStarted = clock.GetTimestamp();
            var (row, pause) = await TryReadAsync(token);
            if (row?.Status == TranscriptionStatus.Completed)
                return row;
            if (row?.Status.IsTerminal == true)
                throw new TranscriptionFailedException(row);

            ThrowIfQuote(row);
            var left = (pause ?? Jittered(interval)) - (pause is null ? clock.GetElapsedTime(pollStarted) : TimeSpan.Zero);
            if (left > TimeSpan.Zero)
            {
                await Task.Delay(left, clock, token);
                interval = interval * 2 < options.MaxPollInterval ? interval * 2 : options.MaxPollInterval;
            }
            else
            {
                interval = options.PollInterval;
            }
        }
    }

    // Twice, because a job's own row may begin as a quote for a moment.
    private void ThrowIfQuote(Transcription? row)
    {
        quotes = row?.Status == TranscriptionStatus.Quoted ? quotes + 1 : 0;
        if (quotes == 2)
            throw new TranscribeException($"{id} names a quote, not a job: it will never progress. Wait for the id that the submission returned.");
    }

    // A fault that passes by itself is no reason to give up a job that goes on anyway; the pause it asks for is kept.
    private async Task<(Transcription? Row, TimeSpan? Pause)> TryReadAsync(CancellationToken token)
    {
        try
        {
            var row = await ReadAsync(token);
            (lastStatus, lastError) = (row.Status, null);
            options.Progress?.Report(row);
            return (row, null);
        }
        catch (TranscribeException error) when (error.IsTransient)
        {
            lastError = error;
            Log.WaitContinues(log, clientName, id.Value, error.Message, (error as TranscribeApiException)?.RequestId);
            return (null, error.RetryAfter);
        }
    }

    private Task<Transcription> ReadAsync(CancellationToken token)
    {
        var left = options.Timeout - clock.GetElapsedTime(started);
        var window = left < options.LongPoll ? left : options.LongPoll;
        if (options.LongPoll == TimeSpan.Zero)
            return api.GetAsync(id, token).RequiredAsync();

        var seconds = Math.Max(1, (int)window.TotalSeconds);
        return api.WaitAsync(id, seconds, TimeSpan.FromSeconds(seconds), token).RequiredAsync();
    }

    // Waits that began together shall not poll together.
    private static TimeSpan Jittered(TimeSpan interval) => interval * (1 + Random.Shared.NextDouble() / 5);
}
