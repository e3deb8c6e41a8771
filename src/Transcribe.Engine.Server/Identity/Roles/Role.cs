namespace Transcribe.Engine.Server.Identity;

/// <summary>A named set of permissions.</summary>
/// <param name="Id">By this users and keys have it.</param>
/// <param name="Name">For people.</param>
/// <param name="Permissions">What it allows.</param>
public sealed record Role(string Id, string Name, IReadOnlyList<string> Permissions)
{
    /// <summary>Sees workflows and runs.</summary>
    public static readonly Role Viewer = new("viewer", "Viewer", [Permission.ReadDefinitions, Permission.ReadInstances, Permission.ReadDescriptors]);

    /// <summary>Draws, publishes and tries workflows.</summary>
    public static readonly Role Author = new("author", "Author",
    [
        .. Viewer.Permissions, Permission.WriteDefinitions, Permission.PublishDefinitions, Permission.RetractDefinitions, Permission.DeleteDefinitions,
        Permission.ExecuteDefinitions, Permission.WriteInstances, Permission.CancelInstances, Permission.TriggerEvents, Permission.CompleteTasks,
    ]);

    /// <summary>Starts, stops and deletes runs, and pauses the server.</summary>
    public static readonly Role Operator = new("operator", "Operator",
    [
        .. Viewer.Permissions, Permission.ExecuteDefinitions, Permission.WriteInstances, Permission.CancelInstances, Permission.DeleteInstances,
        Permission.TriggerEvents, Permission.CompleteTasks, Permission.ManageRuntime,
    ]);

    /// <summary>May everything.</summary>
    public static readonly Role Administrator = new("administrator", "Administrator", [Permission.All]);

    /// <summary>The roles that are always there; they grow with the product, so they are no rows.</summary>
    public static readonly IReadOnlyList<Role> BuiltIn = [Viewer, Author, Operator, Administrator];
}

/// <summary>What somebody's roles come to.</summary>
/// <param name="Roles">The roles that exist.</param>
/// <param name="Permissions">What they allow together.</param>
internal sealed record Grants(IReadOnlyList<string> Roles, IReadOnlyList<string> Permissions)
{
    /// <summary>Whether somebody with these may give, or take, all of others.</summary>
    public bool Cover(Grants others) => others.Permissions.All(permission => Permission.IsIn(Permissions, permission));
}
