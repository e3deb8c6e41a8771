using System.Text.Json;

namespace Transcribe.Activities.Templating;

/// <summary>A recorded run, so that a template can be tried without a job and without cost.</summary>
internal static class SampleRun
{
    private const string ResourceName = "Transcribe.Activities.Templating.sample-run.json";

    private static readonly Lazy<IReadOnlyDictionary<string, object?>> Recorded = new(Load);

    /// <summary>The names that a template of a run with a finished transcription can use.</summary>
    public static IReadOnlyDictionary<string, object?> Values => Recorded.Value;

    private static Dictionary<string, object?> Load()
    {
        using var stream = typeof(SampleRun).Assembly.GetManifestResourceStream(ResourceName)!;
        return JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(stream)!.ToDictionary(member => member.Key, member => (object?)member.Value);
    }
}
