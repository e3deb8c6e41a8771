using Spectre.Console;
using Transcribe.Workflows.Host.Runs;

namespace Transcribe.Workflows.Host.CommandLine.Workflows;

/// <summary>One bar a step; a batch's bar is as long as the batch.</summary>
internal sealed class StepBars(ProgressContext progress, TimeProvider clock)
{
    private readonly Dictionary<(string Name, DateTimeOffset At), ProgressTask> _bars = [];

    /// <summary>Draws what the story tells by now.</summary>
    public void Update(RunStory story)
    {
        foreach (var step in story.Steps)
        {
            if (!_bars.TryGetValue((step.Name, step.At), out var bar))
                _bars[(step.Name, step.At)] = bar = progress.AddTask(Markup.Escape(step.Name), autoStart: true, maxValue: 1);

            bar.Description = DescriptionOf(step);
            bar.State.Update<double>(StepTimeColumn.Seconds, _ => step.Seconds ?? (clock.GetUtcNow() - step.At).TotalSeconds);
            bar.IsIndeterminate = step.Seconds is null && step.Progress is null;
            if (step.Progress is { } batch)
                (bar.MaxValue, bar.Value) = (Math.Max(batch.Total, 1), batch.Done);
            if (step.Seconds is not null && !bar.IsFinished)
            {
                bar.Value = bar.MaxValue;
                bar.StopTask();
            }
        }
    }

    private static string DescriptionOf(RunStep step)
    {
        var name = Markup.Escape(step.Name);
        var progress = step.Progress is { } batch ? $" {batch.Done}/{batch.Total}{(batch.Failed > 0 ? $", {batch.Failed} failed" : string.Empty)}" : string.Empty;
        return step switch
        {
            { Error: { } error } => $"[red]{name}: {Markup.Escape(error)}[/]",
            { Outcome: { Length: > 0 } outcome } when outcome != "Done" => $"{name}: {Markup.Escape(outcome)}{progress}",
            { Status: "waiting" } => $"{name} [grey]waits[/]{progress}",
            _ => name + progress,
        };
    }
}
