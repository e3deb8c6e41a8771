using Transcribe.Engine.Authoring;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>A version is about to be published; it has no mistakes. What a handler throws keeps it from being. Handlers do not change definitions themselves.</summary>
/// <param name="WorkflowDefinition">The version.</param>
public sealed record WorkflowDefinitionPublishing(DefinitionRow WorkflowDefinition) : INotification;

/// <summary>A version is published, and what starts it does.</summary>
/// <param name="WorkflowDefinition">The version.</param>
public sealed record WorkflowDefinitionPublished(DefinitionRow WorkflowDefinition) : INotification;

/// <summary>A definition has no published version any more.</summary>
/// <param name="DefinitionId">The definition.</param>
public sealed record WorkflowDefinitionRetracted(string DefinitionId) : INotification;

/// <summary>A definition is deleted in all versions.</summary>
/// <param name="DefinitionId">The definition.</param>
public sealed record WorkflowDefinitionDeleted(string DefinitionId) : INotification;

/// <summary>One version of a definition is deleted.</summary>
/// <param name="DefinitionVersionId">The version.</param>
public sealed record WorkflowDefinitionVersionDeleted(string DefinitionVersionId) : INotification;

/// <summary>What starts a definition has been computed anew.</summary>
/// <param name="DefinitionId">The definition.</param>
/// <param name="AddedTriggers">Those that are new.</param>
/// <param name="RemovedTriggers">Those that are gone.</param>
/// <param name="UnchangedTriggers">Those that were there before.</param>
public sealed record WorkflowTriggersIndexed(
    string DefinitionId, IReadOnlyList<TriggerRow> AddedTriggers, IReadOnlyList<TriggerRow> RemovedTriggers, IReadOnlyList<TriggerRow> UnchangedTriggers) : INotification;

/// <summary>An instance is about to be dispatched. What a handler throws keeps it from being.</summary>
/// <param name="Request">What is asked for.</param>
public sealed record WorkflowDefinitionDispatching(DispatchWorkflowDefinitionRequest Request) : INotification;

/// <summary>An instance is dispatched, durably.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Response">What was handed over.</param>
public sealed record WorkflowDefinitionDispatched(DispatchWorkflowDefinitionRequest Request, DispatchWorkflowResponse Response) : INotification;

/// <summary>An instance is about to be sent on. What a handler throws keeps it from being.</summary>
/// <param name="Request">What is asked for.</param>
public sealed record WorkflowInstanceDispatching(DispatchWorkflowInstanceRequest Request) : INotification;

/// <summary>An instance is sent on, durably.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Response">What was handed over.</param>
public sealed record WorkflowInstanceDispatched(DispatchWorkflowInstanceRequest Request, DispatchWorkflowResponse Response) : INotification;
