using System.IO.Enumeration;
using Microsoft.Extensions.Logging;
using Transcribe.Activities.Deliver;
using Transcribe.Activities.Deliver.Storage;
using Transcribe.Activities.Engines;

namespace Transcribe.Activities.Triggers;

/// <summary>Looks into storages for new files, starts a run for each that has stopped growing, and moves it when the run has ended.</summary>
internal sealed class FolderWatch(IRuns runs, IStorageTargets storages, ArrivalStore arrivals, TimeProvider clock, ILogger<FolderWatch> logger) : IWatch
{
    // The rest comes the next time; a bucket with a million files must not hold up the other triggers.
    private const int MaxStarts = 200;

    private readonly Dictionary<string, Dictionary<string, Sighting>> _sightings = new(StringComparer.Ordinal);

    public IEnumerable<WatchedSource> List() => runs.ListTriggers<FileArrivedSettings>(FileArrived.TypeName)
        .Select(trigger => new WatchedSource(
            ArrivalStore.SourceOf(trigger.Place, trigger.Settings.Connection, trigger.Settings.Folder),
            trigger.Place,
            trigger.Settings.Interval,
            (source, cancellationToken) => LookAsync(source, trigger, cancellationToken)));

    private async Task LookAsync(string source, PublishedTrigger<FileArrivedSettings> trigger, CancellationToken cancellationToken)
    {
        var target = storages.Get(trigger.Settings.Connection);
        await SettleAsync(source, trigger.Settings, target, cancellationToken);
        if (trigger.IsPaused)
            return;

        var seen = await arrivals.ListSeenAsync(source, cancellationToken);
        var before = Sightings(source);
        var now = new Dictionary<string, Sighting>(StringComparer.Ordinal);
        var started = 0;
        await foreach (var file in FindAsync(target, trigger.Settings, cancellationToken))
        {
            var key = KeyOf(file);
            if (seen.Contains(key))
                continue;

            // What looks as it looked the last time has not grown since it first looked so.
            var sighting = before.TryGetValue(file.Path, out var last) && last.Key == key ? last : new Sighting(key, clock.GetUtcNow());
            var isTaken = sighting.Since + trigger.Settings.Settled <= clock.GetUtcNow() && (last?.Key == key || trigger.Settings.Settled == TimeSpan.Zero)
                && started < MaxStarts && await StartAsync(source, trigger, file with { Connection = trigger.Settings.Connection }, key, cancellationToken);
            if (isTaken)
                started++;
            else
                now[file.Path] = sighting;
        }

        lock (_sightings)
            _sightings[source] = now;
    }

    private Dictionary<string, Sighting> Sightings(string source)
    {
        lock (_sightings)
            return _sightings.GetValueOrDefault(source) ?? [];
    }

    private Task<bool> StartAsync(string source, PublishedTrigger<FileArrivedSettings> trigger, StoredFile file, string key, CancellationToken cancellationToken)
    {
        var moves = trigger.Settings.AfterSuccess == AfterRun.Move || trigger.Settings.AfterFailure == AfterRun.Move;
        return arrivals.StartAsync(trigger.Place, source, [key], file, moves ? file.Path : null, cancellationToken);
    }

    private static async IAsyncEnumerable<StoredFile> FindAsync(
        IStorageTarget target, FileArrivedSettings settings, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var file in target.ListAsync(settings.Folder.Length > 0 ? StoragePath.Parse(settings.Folder) : null, cancellationToken))
        {
            var name = Path.GetFileName(file.Path);
            if (!name.StartsWith('.') && !IsMoved(file.Path, settings) && FileSystemName.MatchesSimpleExpression(settings.Pattern, name) && StoragePath.TryParse(file.Path) is not null)
                yield return file;
        }
    }

    private static bool IsMoved(string path, FileArrivedSettings settings) =>
        path.StartsWith(settings.SuccessFolder + "/", StringComparison.Ordinal) || path.StartsWith(settings.FailureFolder + "/", StringComparison.Ordinal);

    private async Task SettleAsync(string source, FileArrivedSettings settings, IStorageTarget target, CancellationToken cancellationToken)
    {
        foreach (var arrival in await arrivals.ListStartedAsync(source, cancellationToken))
        {
            var end = await runs.FindEndAsync(arrival.WorkflowInstanceId!, cancellationToken);
            if (end == RunEnd.None)
                continue;

            var folder = end switch
            {
                RunEnd.Success when settings.AfterSuccess == AfterRun.Move => settings.SuccessFolder,
                RunEnd.Failure when settings.AfterFailure == AfterRun.Move => settings.FailureFolder,
                _ => null,
            };
            if (folder is not null)
                await MoveAsync(target, StoragePath.Parse(arrival.Place), StoragePath.Parse($"{folder}/{BelowOf(arrival.Place!, settings.Folder)}"), cancellationToken);

            await arrivals.EndAsync(arrival, cancellationToken);
        }
    }

    // Repeated after a crash it finds nothing to move, or moves what was put there since: either is right.
    private async Task MoveAsync(IStorageTarget target, StoragePath from, StoragePath to, CancellationToken cancellationToken)
    {
        for (var number = 1; ; number++)
        {
            var place = number == 1 ? to : to.Numbered(number);
            switch (await target.MoveAsync(from, place, replace: false, cancellationToken))
            {
                case StorageMove.Taken:
                    continue;
                case StorageMove.Missing:
                    logger.ArrivedFileGone(from.Value);
                    return;
                default:
                    return;
            }
        }
    }

    private static string BelowOf(string path, string folder) => folder.Length > 0 && path.StartsWith(folder + "/", StringComparison.Ordinal) ? path[(folder.Length + 1)..] : path;

    private static string KeyOf(StoredFile file) => ArrivalStore.KeyOf(
        file.Path, file.Size.ToString(System.Globalization.CultureInfo.InvariantCulture), file.ETag ?? file.ModifiedAt.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private sealed record Sighting(string Key, DateTimeOffset Since);
}
