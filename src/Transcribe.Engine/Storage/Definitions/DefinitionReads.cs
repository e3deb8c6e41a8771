using System.Data.Common;

namespace Transcribe.Engine.Storage;

/// <summary>What a start and every save read of definitions: by prepared statements, so that a server that nobody looks into never loads EF's model.</summary>
internal static class DefinitionReads
{
    internal static readonly string[] Columns =
    [
        "Id", "DefinitionId", "Name", "Description", "Version", "IsLatest", "IsPublished", "IsReadonly", "IsSystem", "ProviderName", "ToolVersion",
        "UsableAsActivity", "CreatedAt", "Json",
    ];

    private static readonly string Select = $"SELECT {Statement.Names(Columns)} FROM \"WorkflowDefinitions\"";
    private static readonly Statement ByVersionId = new($"{Select} WHERE \"Id\" = @p0");
    private static readonly Statement OfDefinition = new($"{Select} WHERE \"DefinitionId\" = @p0 ORDER BY \"Version\" DESC");
    private static readonly Statement PublishedIds = new("""SELECT "DefinitionId", "Id" FROM "WorkflowDefinitions" WHERE "IsPublished" """);

    private static readonly Statement UsableAsActivity = new($"""
        {Select} WHERE "UsableAsActivity" AND ("IsPublished" OR NOT "IsLatest") ORDER BY "IsPublished" DESC, "DefinitionId", "Version" DESC
        """);

    private static readonly Dictionary<string, Statement> OfAll = ByOption("@p0", condition => $"{Select} WHERE {condition} ORDER BY \"DefinitionId\", \"Version\" DESC");

    private static readonly Dictionary<string, Statement> OfOne = ByOption(
        "@p1", condition => $"{Select} WHERE \"DefinitionId\" = @p0 AND {condition} ORDER BY \"IsPublished\" DESC, \"Version\" DESC LIMIT 1");

    public static DefinitionRow? FindVersion(StoreSession session, string versionId) => session.First(ByVersionId, Read, versionId);

    public static DefinitionRow? Find(StoreSession session, string definitionId, VersionOptions version) => version.Version is { } number
        ? session.First(OfOne[string.Empty], Read, definitionId, number)
        : session.First(OfOne[NameOf(version)], Read, definitionId);

    public static IReadOnlyList<DefinitionRow> ListVersions(StoreSession session, string definitionId) => session.Query(OfDefinition, Read, definitionId);

    public static IReadOnlyList<DefinitionRow> List(StoreSession session, VersionOptions version) => version.Version is { } number
        ? session.Query(OfAll[string.Empty], Read, number)
        : session.Query(OfAll[NameOf(version)], Read);

    public static IReadOnlyList<DefinitionRow> ListUsableAsActivity(StoreSession session) => session.Query(UsableAsActivity, Read);

    public static IReadOnlyDictionary<string, string> ListPublishedIds(StoreSession session) => session
        .Query(PublishedIds, static reader => KeyValuePair.Create(reader.GetString(0), reader.GetString(1))).ToDictionary(StringComparer.Ordinal);

    private static string NameOf(VersionOptions version) => version.Name ?? nameof(VersionOptions.All);

    // A statement for each option by its name; the one without a name is for a number.
    private static Dictionary<string, Statement> ByOption(string number, Func<string, string> sql) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [nameof(VersionOptions.Latest)] = "\"IsLatest\"",
        [nameof(VersionOptions.Published)] = "\"IsPublished\"",
        [nameof(VersionOptions.LatestOrPublished)] = "(\"IsLatest\" OR \"IsPublished\")",
        [nameof(VersionOptions.LatestAndPublished)] = "\"IsLatest\" AND \"IsPublished\"",
        [nameof(VersionOptions.Draft)] = "\"IsLatest\" AND NOT \"IsPublished\"",
        [nameof(VersionOptions.All)] = "TRUE",
        [string.Empty] = $"\"Version\" = {number}",
    }.ToDictionary(option => option.Key, option => new Statement(sql(option.Value)), StringComparer.Ordinal);

    private static DefinitionRow Read(DbDataReader reader) => new()
    {
        Id = reader.GetString(0),
        DefinitionId = reader.GetString(1),
        Name = reader.Text(2),
        Description = reader.Text(3),
        Version = reader.GetInt32(4),
        IsLatest = reader.GetBoolean(5),
        IsPublished = reader.GetBoolean(6),
        IsReadonly = reader.GetBoolean(7),
        IsSystem = reader.GetBoolean(8),
        ProviderName = reader.Text(9),
        ToolVersion = reader.Text(10),
        UsableAsActivity = reader.GetBoolean(11),
        CreatedAt = reader.Moment(12),
        Json = reader.GetString(13),
    };
}
