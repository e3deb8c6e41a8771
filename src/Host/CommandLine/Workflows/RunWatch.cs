using Spectre.Console;
using Transcribe.Workflows.Host.CommandLine.Connecting;
using Transcribe.Workflows.Host.Runs;

namespace Transcribe.Workflows.Host.CommandLine.Workflows;

/// <summary>Follows a run to its end: its steps as they come for people, the whole story as JSON for programs.</summary>
internal sealed class RunWatch(ServerClient server, Terminal terminal, TimeProvider clock)
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(400);

    /// <summary>Follows a run to its end; whoever interrupts it is told that the run goes on.</summary>
    /// <returns>The exit code of its end.</returns>
    public static async Task<int> WatchAsync(ServerSession session, Terminal terminal, string instanceId, CancellationToken cancellationToken)
    {
        try
        {
            return await new RunWatch(session.Client, terminal, TimeProvider.System).FollowAsync(instanceId, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            terminal.Note($"The run {instanceId} goes on{(session.IsOwn ? " at the next start of the server" : string.Empty)}.");
            throw;
        }
    }

    /// <summary>Returns when the run has ended.</summary>
    /// <returns>The exit code of its end.</returns>
    public async Task<int> FollowAsync(string instanceId, CancellationToken cancellationToken)
    {
        RunStory story = null!;
        if (terminal.IsInteractive)
        {
            await terminal.Screen.Progress()
                .AutoClear(false)
                .HideCompleted(false)
                .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new StepTimeColumn())
                .StartAsync(async progress =>
                {
                    var bars = new StepBars(progress, clock);
                    story = await WaitAsync(instanceId, bars.Update, cancellationToken);
                });
            terminal.Screen.MarkupLineInterpolated($"[{ColourOf(story.Status)}]{story.Summary}[/] Cost: ${story.CostUsd:0.00##}. Run {story.InstanceId}.");
        }
        else
        {
            story = await WaitAsync(instanceId, _ => { }, cancellationToken);
            terminal.WriteJson(story);
        }

        return story.Status switch
        {
            "finished" => ExitCodes.Done,
            "cancelled" => ExitCodes.Cancelled,
            _ => ExitCodes.Failed,
        };
    }

    private async Task<RunStory> WaitAsync(string instanceId, Action<RunStory> update, CancellationToken cancellationToken)
    {
        while (true)
        {
            // A dispatched run is there before its first step.
            if (await server.FindAsync<RunStory>($"/runs/{Uri.EscapeDataString(instanceId)}", cancellationToken) is { } story)
            {
                update(story);
                if (story.FinishedAt is not null || story.Status is "finished" or "failed" or "cancelled")
                    return story;
            }

            await Task.Delay(Often, clock, cancellationToken);
        }
    }

    private static string ColourOf(string status) => status switch
    {
        "finished" => "green",
        "failed" => "red",
        _ => "yellow",
    };
}
