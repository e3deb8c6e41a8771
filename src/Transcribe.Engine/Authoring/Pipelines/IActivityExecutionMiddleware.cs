namespace Transcribe.Engine.Authoring;

/// <summary>
/// Stands around the code of every activity: after its inputs are evaluated, before its outcome counts. What it throws faults the activity.
/// The constructor takes an <see cref="ActivityMiddlewareDelegate"/>, which runs what comes next, and services that live as long as the host.
/// </summary>
public interface IActivityExecutionMiddleware
{
    /// <summary>Runs around an activity; without a call of what comes next its code does not run, and it does not complete by itself.</summary>
    ValueTask InvokeAsync(ActivityExecutionContext context);
}

/// <summary>What comes next around an activity: other middleware, at last its code.</summary>
public delegate ValueTask ActivityMiddlewareDelegate(ActivityExecutionContext context);
