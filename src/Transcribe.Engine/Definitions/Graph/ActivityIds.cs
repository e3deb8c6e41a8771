using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Definitions;

/// <summary>Gives ids to activities without one, the same each time, and finds ids that two activities claim.</summary>
internal sealed class ActivityIds(List<DefinitionProblem> problems)
{
    private readonly Dictionary<string, IActivity> _claimed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _duplicates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counters = new(StringComparer.Ordinal);

    /// <summary>Where what is wrong is noted.</summary>
    public List<DefinitionProblem> Problems => problems;

    public void Claim(IActivity activity)
    {
        if (string.IsNullOrEmpty(activity.Id))
            activity.Id = Generate(activity);
        else if (!_claimed.TryAdd(activity.Id, activity) && _duplicates.Add(activity.Id))
            problems.Add(new DefinitionProblem(activity.Id, null, $"Two activities have the id '{activity.Id}'."));
    }

    // A waiting instance finds its place by node id, so a generated id depends only on the definition.
    private string Generate(IActivity activity)
    {
        var name = activity.Type[(activity.Type.LastIndexOf('.') + 1)..];
        string id;
        do
        {
            var number = _counters[name] = _counters.GetValueOrDefault(name) + 1;
            id = $"{name}{number}";
        }
        while (!_claimed.TryAdd(id, activity));

        return id;
    }
}
