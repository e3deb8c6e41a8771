using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Server.TriggerUrls;

/// <summary>Links to what an activity or an expression waits for: whoever is given one may follow it without signing in.</summary>
public static class TriggerUrlExtensions
{
    /// <summary>The link that resumes a bookmark of this run, for as long as the host says: <see cref="TriggerUrlOptions.Lifetime"/>.</summary>
    public static string GenerateBookmarkTriggerUrl(this ActivityExecutionContext context, string bookmarkId) => context.ExpressionExecutionContext.GenerateBookmarkTriggerUrl(bookmarkId);

    /// <summary>The link that resumes a bookmark of this run, for some time from now.</summary>
    public static string GenerateBookmarkTriggerUrl(this ActivityExecutionContext context, string bookmarkId, TimeSpan lifetime) =>
        context.ExpressionExecutionContext.GenerateBookmarkTriggerUrl(bookmarkId, lifetime);

    /// <summary>The link that resumes a bookmark of this run until a moment.</summary>
    public static string GenerateBookmarkTriggerUrl(this ActivityExecutionContext context, string bookmarkId, DateTimeOffset expiresAt) =>
        context.ExpressionExecutionContext.GenerateBookmarkTriggerUrl(bookmarkId, expiresAt);

    /// <summary>The token of such a link.</summary>
    public static string GenerateBookmarkTriggerToken(this ActivityExecutionContext context, string bookmarkId, TimeSpan? lifetime = null, DateTimeOffset? expiresAt = null) =>
        context.ExpressionExecutionContext.GenerateBookmarkTriggerToken(bookmarkId, lifetime, expiresAt);

    /// <inheritdoc cref="GenerateBookmarkTriggerUrl(ActivityExecutionContext, string)"/>
    public static string GenerateBookmarkTriggerUrl(this ExpressionExecutionContext context, string bookmarkId) =>
        Factory(context).CreateBookmarkUrl(InstanceOf(context), bookmarkId);

    /// <inheritdoc cref="GenerateBookmarkTriggerUrl(ActivityExecutionContext, string, TimeSpan)"/>
    public static string GenerateBookmarkTriggerUrl(this ExpressionExecutionContext context, string bookmarkId, TimeSpan lifetime) =>
        Factory(context).CreateBookmarkUrl(InstanceOf(context), bookmarkId, Factory(context).ExpiryAfter(lifetime));

    /// <inheritdoc cref="GenerateBookmarkTriggerUrl(ActivityExecutionContext, string, DateTimeOffset)"/>
    public static string GenerateBookmarkTriggerUrl(this ExpressionExecutionContext context, string bookmarkId, DateTimeOffset expiresAt) =>
        Factory(context).CreateBookmarkUrl(InstanceOf(context), bookmarkId, expiresAt);

    /// <inheritdoc cref="GenerateBookmarkTriggerToken(ActivityExecutionContext, string, TimeSpan?, DateTimeOffset?)"/>
    public static string GenerateBookmarkTriggerToken(this ExpressionExecutionContext context, string bookmarkId, TimeSpan? lifetime = null, DateTimeOffset? expiresAt = null) =>
        Factory(context).CreateBookmarkToken(InstanceOf(context), bookmarkId, lifetime is { } length ? Factory(context).ExpiryAfter(length) : expiresAt);

    /// <summary>The link that tells this run of an event.</summary>
    /// <param name="context">Where it is made.</param>
    /// <param name="eventName">The event, for which an <c>Event</c> activity of the run waits.</param>
    /// <param name="expiresAt">From when on it no longer works; default: <see cref="TriggerUrlOptions.Lifetime"/> from now.</param>
    public static string GenerateEventTriggerUrl(this ExpressionExecutionContext context, string eventName, DateTimeOffset? expiresAt = null) =>
        Factory(context).CreateEventUrl(InstanceOf(context), eventName, expiresAt);

    internal static TriggerUrlFactory Factory(ExpressionExecutionContext context) => context.GetRequiredService<TriggerUrlFactory>();

    private static string InstanceOf(ExpressionExecutionContext context) => context.TryGetWorkflowExecutionContext(out var run)
        ? run.Id
        : throw new InvalidOperationException("A link belongs to a run; while a trigger is indexed there is none.");
}
