using Transcribe.Activities.Engines;

namespace Transcribe.Activities.Triggers;

/// <summary>Looks into podcast feeds and starts a run for each episode that was not there before, the oldest first.</summary>
internal sealed class FeedWatch(IRuns runs, FeedReader reader, ArrivalStore arrivals) : IWatch
{
    public IEnumerable<WatchedSource> List() => runs.ListTriggers<NewEpisodeSettings>(NewEpisode.TypeName)
        .Where(trigger => !trigger.IsPaused)
        .Select(trigger => new WatchedSource(
            ArrivalStore.SourceOf(trigger.Place, trigger.Settings.Url),
            trigger.Place,
            trigger.Settings.Interval,
            (source, cancellationToken) => LookAsync(source, trigger, cancellationToken)));

    private async Task LookAsync(string source, PublishedTrigger<NewEpisodeSettings> trigger, CancellationToken cancellationToken)
    {
        var known = await arrivals.FindSourceAsync(source, cancellationToken);
        if (await reader.FetchAsync(new Uri(trigger.Settings.Url), known?.ETag, known?.LastModified, cancellationToken) is not { } feed)
            return;

        var seen = await arrivals.ListSeenAsync(source, cancellationToken);
        var started = await StartAsync(source, trigger, InOrder(feed.Episodes), seen, isFirst: known is null, cancellationToken);

        // What may not start now is new the next time too, so this version of the feed must not be left out then.
        await arrivals.SaveSourceAsync(source, started ? feed.ETag : null, started ? feed.LastModified : null, cancellationToken);
    }

    private async Task<bool> StartAsync(
        string source, PublishedTrigger<NewEpisodeSettings> trigger, List<PodcastEpisode> episodes, HashSet<string> seen, bool isFirst, CancellationToken cancellationToken)
    {
        var left = isFirst ? LeftOut(trigger.Settings.FirstRun, episodes) : 0;
        for (var i = 0; i < episodes.Count; i++)
        {
            var keys = KeysOf(episodes[i]);
            if (i < left || keys.Any(seen.Contains))
            {
                // A feed that rewrites what it calls its episodes is followed from name to name.
                if (!keys.All(seen.Contains))
                    await arrivals.NoteSeenAsync(source, keys, cancellationToken);
            }
            else if (!await arrivals.StartAsync(trigger.Place, source, keys, episodes[i], follow: null, cancellationToken))
            {
                return false;
            }

            seen.UnionWith(keys);
        }

        return true;
    }

    private static int LeftOut(FirstRun policy, List<PodcastEpisode> episodes) => policy switch
    {
        FirstRun.All => 0,
        FirstRun.Newest => Math.Max(0, episodes.Count - 1),
        _ => episodes.Count,
    };

    // By their dates; those without one stand where the feed has them, which is newest first with nearly all.
    private static List<PodcastEpisode> InOrder(IReadOnlyList<PodcastEpisode> episodes) =>
        [.. episodes.Reverse().OrderBy(episode => episode.PublishedAt ?? DateTimeOffset.MaxValue)];

    /// <summary>
    /// What an episode is recognised by: what the feed calls it; and its title with its date, or with its recording. The recording's address alone
    /// says nothing: some feeds have one address for whatever is newest, others put the listener into it.
    /// </summary>
    private static List<string> KeysOf(PodcastEpisode episode) =>
    [
        ArrivalStore.KeyOf("id", episode.Id ?? episode.Url),
        episode.PublishedAt is { } published
            ? ArrivalStore.KeyOf("title", episode.Title, FeedParser.TextOf(published))
            : ArrivalStore.KeyOf("recording", episode.Title, episode.Url.Split('?')[0]),
    ];
}
