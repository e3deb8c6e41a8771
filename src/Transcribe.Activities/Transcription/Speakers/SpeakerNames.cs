using Microsoft.EntityFrameworkCore;
using Transcribe.Activities.Ledger;

namespace Transcribe.Activities.Transcription.Speakers;

/// <summary>Keeps the names of speakers beside the ledger, so that every later text of the job carries them.</summary>
internal sealed class SpeakerNames(IDbContextFactory<LedgerDbContext> contexts)
{
    public async Task<SpeakerMap> ReadAsync(OpenJob job, CancellationToken cancellationToken)
    {
        var (connection, id) = (job.Connection, job.Handle.Id.Value);
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        return new SpeakerMap(await ledger.Speakers.AsNoTracking()
            .Where(speaker => speaker.Connection == connection && speaker.JobId == id)
            .ToDictionaryAsync(speaker => speaker.Label, speaker => speaker.Name, cancellationToken));
    }

    /// <summary>Adds names, or gives labels other ones; an empty name takes the label's away.</summary>
    public async Task WriteAsync(OpenJob job, IReadOnlyDictionary<string, string> names, CancellationToken cancellationToken)
    {
        var (connection, id) = (job.Connection, job.Handle.Id.Value);
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await ledger.Speakers.Where(speaker => speaker.Connection == connection && speaker.JobId == id).ToListAsync(cancellationToken);
        foreach (var (label, name) in names)
        {
            var row = known.Find(speaker => speaker.Label == label);
            if (row is not null && name.Length == 0)
                ledger.Speakers.Remove(row);
            else if (row is not null)
                row.Name = name;
            else if (name.Length > 0)
                ledger.Speakers.Add(new SpeakerRecord { Connection = connection, JobId = id, Label = label, Name = name });
        }

        await ledger.SaveChangesAsync(cancellationToken);
    }
}
