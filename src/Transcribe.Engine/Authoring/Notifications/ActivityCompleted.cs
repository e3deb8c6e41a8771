namespace Transcribe.Engine.Authoring.Notifications;

/// <summary>An activity has completed. Its namespace tells it from the signal of that name, as upstream's does.</summary>
/// <param name="ActivityExecutionContext">The execution.</param>
public sealed record ActivityCompleted(ActivityExecutionContext ActivityExecutionContext) : INotification;
