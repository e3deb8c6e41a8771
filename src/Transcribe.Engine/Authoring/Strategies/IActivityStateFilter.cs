namespace Transcribe.Engine.Authoring;

/// <summary>
/// Changes what people see of the inputs of executions, such as to mask a card number. Hosts register their own. The run does not depend on
/// it: activities get their inputs as they are.
/// </summary>
public interface IActivityStateFilter
{
    /// <summary>The value to keep of an input; the given one: it is kept as it is.</summary>
    /// <param name="context">The execution.</param>
    /// <param name="inputName">The input's name.</param>
    /// <param name="value">The value that would be kept.</param>
    object? Filter(ActivityExecutionContext context, string inputName, object? value);
}
