using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>What may be done with definitions. The designer looks for <c>bulk-publish</c> and <c>publish</c>: without them it only shows.</summary>
internal static class DefinitionLinks
{
    public static IReadOnlyList<Link> OfList { get; } =
    [
        new("/workflow-definitions", "self", "GET"),
        new("/workflow-definitions/validation/is-name-unique", "is-name-unique", "GET"),
        new("/workflow-definitions/query/count", "count", "GET"),
        new("/workflow-definitions/many-by-id", "many-by-id", "GET"),
        new("/bulk-actions/delete/workflow-definitions/by-definition-id", "bulk-delete-by-definition-id", "POST"),
        new("/bulk-actions/delete/workflow-definitions/by-id", "bulk-delete-by-id", "POST"),
        new("/bulk-actions/publish/workflow-definitions/by-definition-ids", "bulk-publish", "POST"),
        new("/bulk-actions/retract/workflow-definitions/by-definition-ids", "bulk-retract", "POST"),
        new("/workflow-definitions/import", "import", "POST"),
        new("/workflow-definitions", "create", "POST"),
    ];

    public static IReadOnlyList<Link> Of(DefinitionRow row)
    {
        var path = $"/workflow-definitions/{row.DefinitionId}";
        Link[] reading =
        [
            new(path, "self", "GET"),
            new($"/workflow-definitions/by-definition-id/{row.DefinitionId}", "self", "GET"),
            new($"{path}/versions", "versions", "GET"),
            new($"{path}/dispatch", "dispatch", "POST"),
            new($"{path}/execute", "execute", "POST"),
            new($"{path}/export", "export", "POST"),
        ];
        return row.IsReadonly
            ? reading
            : [.. reading, new($"{path}/publish", "publish", "POST"), new($"{path}/retract", "retract", "POST"), new(path, "delete", "DELETE"), new($"{path}/import", "import", "PUT")];
    }
}
