using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Definitions;

/// <summary>An activity that evaluates expressions which are no inputs, such as the conditions of a switch: publishing checks them too.</summary>
public interface IHoldsExpressions
{
    /// <summary>The expressions.</summary>
    IEnumerable<HeldExpression> GetHeldExpressions();
}

/// <summary>An expression that is no input.</summary>
/// <param name="Name">What holds it, as people know it.</param>
/// <param name="Expression">The expression.</param>
public sealed record HeldExpression(string Name, Expression Expression);
