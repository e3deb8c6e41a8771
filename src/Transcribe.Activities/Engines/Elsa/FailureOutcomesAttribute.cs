namespace Transcribe.Activities;

/// <summary>The outcomes by which an activity says that it could not do its work; upstream does not ask.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class FailureOutcomesAttribute(params string[] outcomes) : Attribute
{
    public string[] Outcomes { get; } = outcomes;
}
