namespace Transcribe.Engine.Authoring;

/// <summary>
/// The outcomes by which an activity says that it could not do its work. Where a flowchart connects nothing to one of them, publishing
/// warns: the run would end there as finished, and nobody would be told.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FailureOutcomesAttribute(params string[] outcomes) : Attribute
{
    /// <summary>Some of the outcomes of <see cref="FlowNodeAttribute"/>.</summary>
    public string[] Outcomes { get; } = outcomes;
}
