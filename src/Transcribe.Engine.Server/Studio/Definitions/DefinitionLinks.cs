using Microsoft.AspNetCore.Http;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>
/// What this caller may do with definitions. The designer looks for <c>bulk-publish</c> and <c>publish</c>: without them it only shows.
/// </summary>
internal sealed class DefinitionLinks(IHttpContextAccessor http)
{
    // To the designer, publish means edit; an author needs both.
    private static readonly string[] Edit = [Permission.WriteDefinitions, Permission.PublishDefinitions];

    public IReadOnlyList<Link> OfList() => Allowed(
        (new("/workflow-definitions", "self", "GET"), []),
        (new("/workflow-definitions/validation/is-name-unique", "is-name-unique", "GET"), []),
        (new("/workflow-definitions/query/count", "count", "GET"), []),
        (new("/workflow-definitions/many-by-id", "many-by-id", "GET"), []),
        (new("/bulk-actions/delete/workflow-definitions/by-definition-id", "bulk-delete-by-definition-id", "POST"), [Permission.DeleteDefinitions]),
        (new("/bulk-actions/delete/workflow-definitions/by-id", "bulk-delete-by-id", "POST"), [Permission.DeleteDefinitions]),
        (new("/bulk-actions/publish/workflow-definitions/by-definition-ids", "bulk-publish", "POST"), Edit),
        (new("/bulk-actions/retract/workflow-definitions/by-definition-ids", "bulk-retract", "POST"), [Permission.RetractDefinitions]),
        (new("/workflow-definitions/import", "import", "POST"), [Permission.WriteDefinitions]),
        (new("/workflow-definitions", "create", "POST"), [Permission.WriteDefinitions]));

    public IReadOnlyList<Link> Of(DefinitionRow row)
    {
        var path = $"/workflow-definitions/{row.DefinitionId}";
        (Link, string[])[] always =
        [
            (new(path, "self", "GET"), []),
            (new($"/workflow-definitions/by-definition-id/{row.DefinitionId}", "self", "GET"), []),
            (new($"{path}/versions", "versions", "GET"), []),
            (new($"{path}/dispatch", "dispatch", "POST"), [Permission.ExecuteDefinitions]),
            (new($"{path}/execute", "execute", "POST"), [Permission.ExecuteDefinitions]),
            (new($"{path}/export", "export", "POST"), []),
        ];
        (Link, string[])[] changing =
        [
            (new($"{path}/publish", "publish", "POST"), Edit),
            (new($"{path}/retract", "retract", "POST"), [Permission.RetractDefinitions]),
            (new(path, "delete", "DELETE"), [Permission.DeleteDefinitions]),
            (new($"{path}/import", "import", "PUT"), [Permission.WriteDefinitions]),
        ];
        return row.IsReadonly ? Allowed(always) : Allowed([.. always, .. changing]);
    }

    private IReadOnlyList<Link> Allowed(params (Link Link, string[] Permissions)[] links)
    {
        var caller = http.HttpContext?.User;
        return [.. links.Where(entry => Array.TrueForAll(entry.Permissions, permission => caller?.May(permission) == true)).Select(entry => entry.Link)];
    }
}
