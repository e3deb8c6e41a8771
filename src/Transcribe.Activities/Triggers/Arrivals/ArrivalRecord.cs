namespace Transcribe.Activities.Triggers;

/// <summary>Something that a trigger has seen: never is it new again.</summary>
internal sealed class ArrivalRecord
{
    /// <summary>The trigger, and what it looks at.</summary>
    public required string Source { get; init; }

    /// <summary>One of the names of what came; SHA-256 in hexadecimal digits.</summary>
    public required string Key { get; init; }

    /// <summary>Where it stands.</summary>
    public ArrivalState State { get; set; }

    /// <summary>The run that it started; null: none.</summary>
    public string? WorkflowInstanceId { get; init; }

    /// <summary>Where it is, for what has to be done after its run.</summary>
    public string? Place { get; init; }

    public required DateTimeOffset SeenAt { get; init; }
}

/// <summary>Where something that came stands.</summary>
internal enum ArrivalState
{
    /// <summary>Nothing more is to be done about it.</summary>
    Done,

    /// <summary>Its run was started, and something is to be done when that has ended.</summary>
    Started,
}
