using System.Text.Json;
using System.Text.Json.Nodes;

namespace Transcribe.Engine.Server.Tests.Conformance;

/// <summary>What a run on an upstream server came to, as its API told it.</summary>
internal sealed record GoldenRun
{
    public required string Definition { get; init; }

    /// <summary>The body of the request that executed it; null: something else started it.</summary>
    public JsonObject? Request { get; init; }

    public int Status { get; init; }

    public required string RunStatus { get; init; }

    public required string SubStatus { get; init; }

    public string? CorrelationId { get; init; }

    public string? Name { get; init; }

    public JsonObject Output { get; init; } = [];

    public IReadOnlyList<GoldenIncident> Incidents { get; init; } = [];

    public IReadOnlyList<string> Bookmarks { get; init; } = [];

    public IReadOnlyList<string> Journal { get; init; } = [];

    public JsonObject Variables { get; init; } = [];

    public IReadOnlyList<GoldenExecution> Executions { get; init; } = [];

    public static GoldenRun Read(string name) => JsonSerializer.Deserialize<GoldenRun>(
        File.ReadAllText(Path.Combine(Repository.Root, "tests/Transcribe.Engine.Server.Tests/Golden/runs", name + ".json")), JsonSerializerOptions.Web)!;
}

internal sealed record GoldenIncident(string ActivityId, string Message);

internal sealed record GoldenExecution(string Node, string Status, IReadOnlyList<string>? Outcomes, JsonObject? Outputs);
