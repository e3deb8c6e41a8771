namespace Transcribe.Engine.Authoring;

/// <summary>Something that happens and that hosts may want to know.</summary>
public interface INotification;

/// <summary>Is told of what happens; registered by <c>AddNotificationHandler</c>, and made anew for each burst.</summary>
/// <typeparam name="T">What it is told.</typeparam>
public interface INotificationHandler<in T>
    where T : INotification
{
    /// <summary>
    /// Is told. What it throws before a commit counts as thrown by what is under way: it faults the activity, or ends the burst without a
    /// commit. What it throws after one goes to the log.
    /// </summary>
    Task HandleAsync(T notification, CancellationToken cancellationToken);
}

/// <summary>Tells the handlers of a notification, such as one of the host's own.</summary>
public interface INotificationSender
{
    /// <summary>Tells all handlers, one after the other.</summary>
    Task SendAsync<T>(T notification, CancellationToken cancellationToken = default)
        where T : INotification;
}
