using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Expressions;

/// <summary>A script is about to be evaluated; what a handler sets on the engine, the script finds. What it throws faults the evaluation.</summary>
/// <param name="Engine">The engine, of this evaluation only.</param>
/// <param name="Expression">The script.</param>
/// <param name="Context">Where it is evaluated.</param>
public sealed record EvaluatingJavaScript(Jint.Engine Engine, Expression Expression, ExpressionExecutionContext Context) : INotification;

/// <summary>A script has been evaluated.</summary>
/// <param name="Engine">The engine, of this evaluation only.</param>
/// <param name="Expression">The script.</param>
/// <param name="Context">Where it was evaluated.</param>
/// <param name="Result">What it gave.</param>
public sealed record EvaluatedJavaScript(Jint.Engine Engine, Expression Expression, ExpressionExecutionContext Context, object? Result) : INotification;
