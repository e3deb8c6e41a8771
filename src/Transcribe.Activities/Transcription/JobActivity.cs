using System.Runtime.CompilerServices;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Engines;
using Transcribe.Activities.Templating;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription;

/// <summary>What the activities share that work on one job which exists: which one, on which connection, and how they fail.</summary>
/// <typeparam name="T">What the activity gives.</typeparam>
public abstract class JobActivity<T> : Activity<T>
{
    /// <summary>It was done.</summary>
    public const string Done = "Done";

    /// <summary>The job cannot be read, or not yet; the reason says which.</summary>
    public const string Failed = "Failed";

    /// <inheritdoc/>
    protected JobActivity([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>An id, a job, or what Await Completion gave.</summary>
    [Input(Description = "The transcription, its job, or the job's id.", Order = 1)]
    [NamesJob]
    public Input<object> Job { get; set; } = null!;

    /// <summary>A name, never a key.</summary>
    [Input(
        Description = "The connection to transcribe.so that has the job; empty for the one that submitted it.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(JobConnectionOptionsProvider),
        Order = 90)]
    public Input<string?> Connection { get; set; } = null!;

    /// <summary>Why it could not be done.</summary>
    [Output(Description = "Why it could not be done.")]
    public Output<string> Reason { get; set; } = null!;

    /// <inheritdoc/>
    protected sealed override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var job = JobReference.Require(Job.GetOrDefault(context), nameof(Job));
        if (Connection.GetOrDefault(context) is { } chosen && !string.IsNullOrWhiteSpace(chosen))
            job = job with { Connection = chosen.Trim() };

        context.JournalData["JobId"] = job.JobId;
        string outcome;
        try
        {
            if (await RunFacts.TryRepeatAsync(context, Repeatable))
                return;

            var (connection, handle) = await context.GetRequiredService<JobHandles>().OpenAsync(job, context.CancellationToken);
            outcome = await WorkAsync(context, new OpenJob(connection, handle));
        }
        catch (Exception exception) when (exception is TranscribeException or TemplateException or InputException && !RunFacts.IsTriedAgain(context, exception))
        {
            await context.CompleteWithReasonAsync(Reason, exception.Message, Failed);
            return;
        }

        await context.CompleteActivityWithOutcomesAsync(outcome);
    }

    /// <summary>The outcomes that a replay repeats instead of doing the work again, because it uses the daily allowance. Default: none, reading is free.</summary>
    private protected virtual string[] Repeatable => [];

    /// <summary>Does the work and sets the outputs; answers the outcome.</summary>
    private protected abstract Task<string> WorkAsync(ActivityExecutionContext context, OpenJob job);
}

/// <summary>A job and the connection that has it.</summary>
internal sealed record OpenJob(string Connection, TranscriptionHandle Handle);

/// <summary>An input of an activity cannot be used; the message says what it should be.</summary>
internal sealed class InputException(string message) : Exception(message);
