using System.Text.Json;
using Transcribe.Engine.Activities;

namespace Transcribe.Engine.Definitions;

/// <summary>Reads the connections and the start of a flowchart, also in the old flat form.</summary>
internal static class ConnectionReader
{
    public static void Read(Flowchart flowchart, JsonElement json)
    {
        if (json.Member("connections") is { } connections)
            flowchart.Connections = [.. connections.Items().Select(Read).OfType<Connection>()];

        var start = json.Member("start") switch
        {
            { ValueKind: JsonValueKind.String } id => id.GetString(),
            { ValueKind: JsonValueKind.Object } activity => activity.Text("id"),
            _ => null,
        };
        flowchart.Start = flowchart.Activities.FirstOrDefault(activity => start is not null && activity.Id == start);
    }

    private static Connection? Read(JsonElement json)
    {
        var source = ReadEnd(json, "source", "sourcePort");
        var target = ReadEnd(json, "target", "targetPort");
        return source is null || target is null ? null : new Connection(source, target);
    }

    private static Endpoint? ReadEnd(JsonElement json, string member, string flatPort) => json.Member(member) switch
    {
        { ValueKind: JsonValueKind.String } id => new Endpoint(id.GetString()!, json.Text(flatPort)),
        { ValueKind: JsonValueKind.Object } end when end.Text("activity") is { } activity => new Endpoint(activity, end.Text("port")),
        _ => null,
    };
}
