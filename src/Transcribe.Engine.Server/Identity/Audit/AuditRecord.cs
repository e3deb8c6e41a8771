namespace Transcribe.Engine.Server.Identity;

/// <summary>Who did what, when and from where.</summary>
internal sealed class AuditRecord
{
    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The name of the user or key; null: nobody had signed in.</summary>
    public string? Actor { get; init; }

    /// <summary>What the actor is: <c>user</c>, <c>api-key</c> or <c>host</c>.</summary>
    public string? ActorKind { get; init; }

    public required string Action { get; set; }

    /// <summary>What it was done to: ids or names, separated by commas.</summary>
    public string? Target { get; set; }

    /// <summary>How it ended; null: it was begun, and the server stopped before the end was known.</summary>
    public string? Outcome { get; set; }

    /// <summary>The caller's network address.</summary>
    public string? Address { get; init; }
}
