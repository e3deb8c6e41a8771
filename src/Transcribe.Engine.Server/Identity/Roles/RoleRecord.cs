namespace Transcribe.Engine.Server.Identity;

/// <summary>A role that people made.</summary>
internal sealed class RoleRecord
{
    public required string Id { get; init; }

    public required string Name { get; set; }

    public required List<string> Permissions { get; set; }

    public Role ToRole() => new(Id, Name, Permissions);
}
