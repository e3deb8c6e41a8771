using System.Text.Json;

namespace Transcribe.Engine.Tests.Golden;

/// <summary>What became of a run on an upstream server.</summary>
internal sealed record GoldenRun
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public required string DefinitionId { get; init; }

    public required string SubStatus { get; init; }

    public string? CorrelationId { get; init; }

    public string? Name { get; init; }

    public JsonElement Output { get; init; }

    /// <summary>The variables of the workflow that are kept.</summary>
    public JsonElement Variables { get; init; }

    public IReadOnlyList<GoldenBookmark> Bookmarks { get; init; } = [];

    public IReadOnlyList<GoldenIncident> Incidents { get; init; } = [];

    /// <summary>Node and event of each entry, in order.</summary>
    public IReadOnlyList<string> Journal { get; init; } = [];

    public static GoldenRun Read(string name) => JsonSerializer.Deserialize<GoldenRun>(File.ReadAllText(PathOf("instances", name)), Options)!;

    public static string Definition(string definitionId) => File.ReadAllText(PathOf("definitions", definitionId));

    private static string PathOf(string folder, string name) => Path.Combine(AppContext.BaseDirectory, "Golden", folder, $"{name}.json");
}

internal sealed record GoldenBookmark(string Name, string ActivityNodeId);

internal sealed record GoldenIncident(string ActivityId, string Message);
