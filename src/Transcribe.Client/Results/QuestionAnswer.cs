namespace Transcribe.Client;

/// <summary>A question that the analysis asked and answered by itself.</summary>
public sealed record QuestionAnswer
{
    /// <summary>The question.</summary>
    public string? Question { get; init; }

    /// <summary>The answer; Markdown with <c>[N]</c> marks into <see cref="Citations"/>.</summary>
    public string? Answer { get; init; }

    /// <summary>What the answer rests on.</summary>
    public IReadOnlyList<Citation> Citations { get; init => field = value ?? []; } = [];
}
