using Transcribe.Engine.Execution;

namespace Transcribe.Engine.Authoring;

/// <summary>What activities put out in this burst, last values by activity and output.</summary>
public sealed class ActivityOutputRegister
{
    private readonly OutputRegister _outputs;

    internal ActivityOutputRegister(OutputRegister outputs) => _outputs = outputs;

    /// <summary>What an activity put out, by its id or name; null: nothing.</summary>
    /// <param name="activityId">The id or name.</param>
    /// <param name="outputName">The output; default <c>Result</c>.</param>
    public object? FindOutputByActivityId(string activityId, string? outputName = null) => _outputs.Read(activityId, outputName);

    /// <summary>The result that was put out last, by whatever activity.</summary>
    public object? FindLastResult() => _outputs.LastResult;
}
