using Transcribe.Activities.Connections;
using Transcribe.Activities.Ledger;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription;

/// <summary>Finds the connection that has a job: the one that its reference names, else the ledger's, else the default one.</summary>
internal sealed class JobHandles(ITranscribeConnections connections, IJobLedger ledger)
{
    /// <exception cref="UnknownConnectionException">This server does not have the job's connection.</exception>
    public async Task<(string Connection, TranscriptionHandle Handle)> OpenAsync(JobReference job, CancellationToken cancellationToken)
    {
        var connection = job.Connection ?? (await ledger.FindJobAsync(null, job.JobId, cancellationToken))?.Connection ?? ConnectionNames.Default;
        return (connection, connections.Get(connection).GetHandle(job.JobId));
    }
}
