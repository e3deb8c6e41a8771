using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>A state of a <see cref="StateMachine"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Entry">What runs when it is entered.</param>
/// <param name="Exit">What runs when it is left.</param>
public sealed record MachineState(string Name, IActivity? Entry = null, IActivity? Exit = null);

/// <summary>A way from one state of a <see cref="StateMachine"/> to another.</summary>
/// <param name="From">The state that it leaves.</param>
/// <param name="To">The state that it enters; the same one is left and entered again.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Trigger">What has to complete first; null: the way is open at once.</param>
/// <param name="Condition">What has to hold then; null: nothing.</param>
/// <param name="Action">What runs on the way.</param>
public sealed record Transition(string From, string To, string? Name = null, IActivity? Trigger = null, TransitionCondition? Condition = null, IActivity? Action = null);

/// <summary>The condition of a <see cref="Transition"/>.</summary>
/// <param name="Expression">The expression.</param>
public sealed record TransitionCondition(Expression Expression);
