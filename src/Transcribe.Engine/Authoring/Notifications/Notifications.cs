namespace Transcribe.Engine.Authoring;

/// <summary>A burst begins.</summary>
/// <param name="WorkflowExecutionContext">The run.</param>
public sealed record WorkflowExecuting(WorkflowExecutionContext WorkflowExecutionContext) : INotification;

/// <summary>A burst has nothing left to do; it is not committed yet.</summary>
/// <param name="WorkflowExecutionContext">The run.</param>
public sealed record WorkflowExecuted(WorkflowExecutionContext WorkflowExecutionContext) : INotification;

/// <summary>The first burst of a run begins.</summary>
/// <param name="WorkflowExecutionContext">The run.</param>
public sealed record WorkflowStarted(WorkflowExecutionContext WorkflowExecutionContext) : INotification;

/// <summary>The last commit of a burst is durable. After a crash in between nobody is told; what must not be missed is an activity.</summary>
/// <param name="WorkflowExecutionContext">The run.</param>
public sealed record WorkflowStateCommitted(WorkflowExecutionContext WorkflowExecutionContext) : INotification;

/// <summary>A run has ended, however it ended, and that is durable.</summary>
/// <param name="WorkflowExecutionContext">The run.</param>
public sealed record WorkflowFinished(WorkflowExecutionContext WorkflowExecutionContext) : INotification;

/// <summary>The code of an activity is about to run; its inputs are evaluated.</summary>
/// <param name="ActivityExecutionContext">The execution.</param>
public sealed record ActivityExecuting(ActivityExecutionContext ActivityExecutionContext) : INotification;

/// <summary>The code of an activity has run without throwing: the activity has completed, waits, or has scheduled others.</summary>
/// <param name="ActivityExecutionContext">The execution.</param>
public sealed record ActivityExecuted(ActivityExecutionContext ActivityExecutionContext) : INotification;
