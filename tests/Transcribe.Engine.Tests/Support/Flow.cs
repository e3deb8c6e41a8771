using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Tests.Support;

/// <summary>Builds flowcharts from one line of text: <c>"S->A; S->B; D:True->A"</c>.</summary>
internal static class Flow
{
    public static Flowchart Of(string connections, params IActivity[] activities)
    {
        var parsed = connections.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Parse).ToList();
        var known = activities.ToDictionary(activity => activity.Id);
        foreach (var id in parsed.SelectMany(connection => new[] { connection.Source.Activity, connection.Target.Activity }).Distinct())
            known.TryAdd(id, new WriteLine(id) { Id = id });

        var order = parsed.SelectMany(connection => new[] { connection.Source.Activity, connection.Target.Activity }).Concat(known.Keys).Distinct();
        return new Flowchart { Activities = [.. order.Select(id => known[id])], Connections = parsed };
    }

    private static Connection Parse(string text)
    {
        var ends = text.Split("->");
        var source = ends[0].Split(':');
        return new Connection(new Endpoint(source[0], source.Length > 1 ? source[1] : "Done"), new Endpoint(ends[1], "In"));
    }
}
