namespace Transcribe.Engine.Activities;

/// <summary>Something that came over a connection of a flowchart, in token mode. Persisted with the run, with upstream's names.</summary>
public sealed class Token
{
    /// <summary>The property of the flowchart's execution that holds its tokens.</summary>
    internal const string PropertyName = "Flowchart.Tokens";

    /// <summary>The activity that it comes from.</summary>
    public required string FromActivityId { get; init; }

    /// <summary>The outcome by which it left; null: the default one.</summary>
    public string? Outcome { get; init; }

    /// <summary>The activity that it goes to.</summary>
    public required string ToActivityId { get; init; }

    /// <summary>Whether the activity has taken it.</summary>
    public bool Consumed { get; set; }

    /// <summary>Whether it stands for an arrival that is not wanted any more.</summary>
    public bool Blocked { get; set; }

    internal bool IsOn(FlowEdge edge) => FromActivityId == edge.Source.Id && ToActivityId == edge.Target.Id && Outcome == edge.Port;
}
