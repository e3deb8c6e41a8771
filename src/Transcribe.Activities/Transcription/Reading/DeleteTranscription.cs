using System.Runtime.CompilerServices;
using Transcribe.Activities.Ledger;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription.Reading;

/// <summary>Deletes a job, its results and its media at the vendor's. Cannot be undone; the ledger keeps what it cost.</summary>
[Activity(
    Namespace = Palette.Namespace,
    Type = "Delete",
    Category = Palette.Transcribe,
    DisplayName = "Delete Transcription",
    Description = "Delete a job with its results and media at transcribe.so, which cannot be undone.",
    Kind = ActivityKind.Task)]
[FlowNode(Deleted, Failed)]
[FailureOutcomes(Failed)]
[Output(Description = "The id of the deleted job.")]
public sealed class DeleteTranscription : JobActivity<string>
{
    /// <summary>The job is gone, now or before.</summary>
    public const string Deleted = "Deleted";

    /// <inheritdoc/>
    public DeleteTranscription([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    private protected override async Task<string> WorkAsync(ActivityExecutionContext context, OpenJob job)
    {
        try
        {
            await job.Handle.DeleteAsync(context.CancellationToken);
        }
        catch (TranscribeNotFoundException)
        {
            // Deleted by an earlier execution, or by somebody else: what was wanted is so.
        }

        var id = job.Handle.Id.Value;
        await context.GetRequiredService<IJobLedger>().LoseAsync(job.Connection, id, "The job was deleted.", context.CancellationToken);
        context.Set(Result, id, nameof(Result));
        return Deleted;
    }
}
