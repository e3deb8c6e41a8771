using System.Runtime.CompilerServices;

namespace Transcribe.Activities.Transcription.Speakers;

/// <summary>Says who the speakers of a recording are. Every later transcript, subtitle, result and summary of the job carries the names.</summary>
[Activity(
    Namespace = Palette.Namespace,
    Category = Palette.Transcribe,
    DisplayName = "Name Speakers",
    Description = "Say who the speakers of a recording are, for every later text, subtitle and summary.",
    Kind = ActivityKind.Task)]
[FlowNode(Done, Failed)]
[FailureOutcomes(Failed)]
[Output(Description = "All names of the recording's speakers by label.")]
public sealed class NameSpeakers : JobActivity<IDictionary<string, string>>
{
    private const int LongestName = 100;

    /// <inheritdoc/>
    public NameSpeakers([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Keys are labels: <c>SPEAKER_00</c>, or just the number; an empty name takes one away.</summary>
    [Input(Description = "Names by label, for example { \"SPEAKER_00\": \"Ada\", \"1\": \"Grace\" }.", UIHint = InputUIHints.Dictionary, Order = 2)]
    public Input<IDictionary<string, object>> Names { get; set; } = null!;

    private protected override async Task<string> WorkAsync(ActivityExecutionContext context, OpenJob job)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in Names.GetOrDefault(context) ?? new Dictionary<string, object>())
            names[LabelOf(key)] = NameOf(key, value?.ToString());

        var keeper = context.GetRequiredService<SpeakerNames>();
        await keeper.WriteAsync(job, names, context.CancellationToken);
        var all = (await keeper.ReadAsync(job, context.CancellationToken)).Names;
        context.JournalData["Speakers"] = all.Count;
        context.Set(Result, new Dictionary<string, string>(all), nameof(Result));
        return Done;
    }

    private static string LabelOf(string key) =>
        SpeakerMap.LabelOf(key) ?? throw new InputException($"'{key}' is no label of a speaker: it must look like SPEAKER_00, or be the number alone.");

    private static string NameOf(string key, string? value)
    {
        var name = value?.Trim() ?? string.Empty;
        return name.Length <= LongestName && !name.Any(character => char.IsControl(character) || character is '<' or '>')
            ? name
            : throw new InputException($"The name for '{key}' must have at most {LongestName} characters, in one line, without < and >.");
    }
}
