using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Transcribe.Workflows.Host.CommandLine.Workflows;

/// <summary>How long a step took, or takes by now: by the run's own times, not since it was first drawn.</summary>
internal sealed class StepTimeColumn : ProgressColumn
{
    /// <summary>Where a bar keeps its seconds.</summary>
    public const string Seconds = "seconds";

    /// <inheritdoc/>
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, task.State.Get<double>(Seconds)):0.0} s"), new Style(Color.Grey)).RightJustified();
}
