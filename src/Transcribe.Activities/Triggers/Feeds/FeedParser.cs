using System.Globalization;
using System.ServiceModel.Syndication;
using System.Xml;

namespace Transcribe.Activities.Triggers;

/// <summary>Reads the episodes of RSS 2.0 and Atom feeds: the items that have a recording with them.</summary>
public static class FeedParser
{
    /// <summary>The largest feed that is read, in bytes: 10 MB.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    private const string Enclosure = "enclosure";

    // Entities of its own could make a small feed large, or read files of this server.
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = false, IgnoreComments = true, MaxCharactersInDocument = MaxBytes,
    };

    /// <summary>The episodes, in the feed's order.</summary>
    /// <exception cref="FeedException">It is no feed that can be read.</exception>
    public static IReadOnlyList<PodcastEpisode> Parse(Stream content)
    {
        try
        {
            using var reader = XmlReader.Create(content, Settings);
            var feed = SyndicationFeed.Load(reader);
            return [.. feed.Items.Select(item => EpisodeOf(item, feed)).OfType<PodcastEpisode>()];
        }
        catch (Exception exception) when (exception is XmlException or FormatException or ArgumentException)
        {
            throw new FeedException($"It is no RSS or Atom feed that can be read: {exception.Message}", exception);
        }
    }

    private static PodcastEpisode? EpisodeOf(SyndicationItem item, SyndicationFeed feed)
    {
        if (item.Links.FirstOrDefault(link => link.RelationshipType == Enclosure) is not { } recording || AddressOf(recording, feed) is not { } url)
            return null;

        return new PodcastEpisode
        {
            Id = string.IsNullOrWhiteSpace(item.Id) ? null : item.Id.Trim(),
            Title = item.Title?.Text.Trim() ?? string.Empty,
            Url = url,
            ContentType = string.IsNullOrWhiteSpace(recording.MediaType) ? null : recording.MediaType,
            Size = recording.Length > 0 ? recording.Length : null,
            PublishedAt = MomentOf(() => item.PublishDate) ?? MomentOf(() => item.LastUpdatedTime),
            Description = item.Summary?.Text ?? (item.Content as TextSyndicationContent)?.Text,
            Link = item.Links.FirstOrDefault(link => link.RelationshipType is null or "alternate")?.GetAbsoluteUri()?.AbsoluteUri,
            Feed = feed.Title?.Text,
        };
    }

    private static string? AddressOf(SyndicationLink link, SyndicationFeed feed)
    {
        var address = link.GetAbsoluteUri() ?? (feed.BaseUri is { } start && link.Uri is { } relative && Uri.TryCreate(start, relative, out var absolute) ? absolute : null);
        return address?.Scheme is "http" or "https" ? address.AbsoluteUri : null;
    }

    // Dates are read when they are asked for, and people write them in many ways.
    private static DateTimeOffset? MomentOf(Func<DateTimeOffset> read)
    {
        try
        {
            return read() is var moment && moment.Year > 1 ? moment.ToUniversalTime() : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>A moment as part of a name.</summary>
    public static string TextOf(DateTimeOffset moment) => moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
