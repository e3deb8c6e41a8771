using System.Runtime.CompilerServices;

namespace Transcribe.Activities.Triggers;

/// <summary>Starts the workflow for each new episode of a podcast.</summary>
[Activity(
    Namespace = Palette.Namespace,
    Category = Palette.Triggers,
    DisplayName = "New Episode",
    Description = "Start for each new episode of a podcast feed (RSS or Atom).",
    Kind = ActivityKind.Trigger)]
[FlowNode(Arrival.Done)]
[Output(Description = "The episode: title, URL of the recording, when it was published, what the feed says about it.")]
public sealed class NewEpisode : Trigger<PodcastEpisode>
{
    /// <summary>The type's name, under which its triggers are indexed.</summary>
    internal const string TypeName = "Transcribe.NewEpisode";

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public NewEpisode([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The feed's address; http or https.</summary>
    [Input(DisplayName = "Feed URL", Description = "The address of the feed.", Order = 1)]
    public Input<string> Url { get; set; } = null!;

    /// <summary>At least a minute; default a quarter of an hour.</summary>
    [Input(Description = "How often to look; at least every minute.", DefaultValue = "00:15:00", Order = 2)]
    public Input<TimeSpan> Interval { get; set; } = new(TimeSpan.FromMinutes(15));

    /// <summary>What becomes of the episodes that are there already; default nothing.</summary>
    [Input(DisplayName = "First run", Description = "What becomes of the episodes that the feed has already: none of them, the newest, or all start a run.", DefaultValue = Triggers.FirstRun.None, Order = 3)]
    public Input<FirstRun> FirstRun { get; set; } = new(Triggers.FirstRun.None);

    /// <inheritdoc/>
    protected override object GetTriggerPayload(TriggerIndexingContext context)
    {
        var settings = new NewEpisodeSettings(context.Get(Url)?.Trim() ?? string.Empty, context.Get(Interval), context.Get(FirstRun));
        if (!Uri.TryCreate(settings.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new FormatException(settings.Url.Length == 0 ? "the feed's address is empty: write it into Feed URL." : $"'{settings.Url}' is not the http or https address of a feed.");
        if (settings.Interval < ShortestInterval)
            throw new FormatException($"The interval {settings.Interval} is shorter than a minute: who offers the feed would not like it.");

        return settings;
    }

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => Arrival.CompleteAsync(context, Result, nameof(Result));
}
