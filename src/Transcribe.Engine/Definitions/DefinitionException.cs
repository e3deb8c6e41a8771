namespace Transcribe.Engine.Definitions;

/// <summary>Something in a definition that a person has to mend.</summary>
/// <param name="ActivityId">The activity, when it concerns one.</param>
/// <param name="Property">The input or member, when it concerns one.</param>
/// <param name="Message">What is wrong, in words, with line and column where they are known.</param>
public sealed record DefinitionProblem(string? ActivityId, string? Property, string Message)
{
    /// <summary>Whether it can be published all the same: it runs here, but not as it was written or not on an upstream server.</summary>
    public bool IsWarning { get; init; }

    /// <inheritdoc/>
    public override string ToString() => (ActivityId, Property) switch
    {
        (null, null) => Message,
        (_, null) => $"{ActivityId}: {Message}",
        _ => $"{ActivityId}.{Property}: {Message}",
    };
}

/// <summary>A definition cannot be used as it is; it lists everything that is wrong.</summary>
public sealed class DefinitionException(IReadOnlyList<DefinitionProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<DefinitionProblem> Problems { get; } = problems;
}
