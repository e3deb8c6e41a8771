using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Starts the workflow once, at a moment; in a flow it waits for the moment, and goes on at once when it has passed.</summary>
[Activity("Elsa", "Scheduling", "Starts the workflow once at a moment, or waits for it.", DisplayName = "Start at")]
public sealed class StartAt([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Trigger(source, line)
{
    /// <summary>The moment.</summary>
    [Input(DisplayName = "Date Time", Description = "The moment.", Order = 1)]
    public Input<DateTimeOffset> DateTime { get; set; } = null!;

    /// <summary>The time zone by name in which date and time of the moment are read, whatever its offset says; default: the offset counts. Upstream knows only that.</summary>
    [Input(DisplayName = "Time Zone", Description = "The time zone by name, such as Europe/Berlin, in which date and time are meant; empty: as their offset says.", Order = 2)]
    public Input<string?> TimeZone { get; set; } = null!;

    /// <summary>Whether it starts when the server was down at the moment; default <see cref="MissedRunPolicy.RunOnce"/>, as upstream does.</summary>
    [Input(DisplayName = "Missed Runs", Description = "Whether it starts later when the server was down at the moment.", DefaultValue = MissedRunPolicy.RunOnce, Order = 3)]
    public Input<MissedRunPolicy> MissedRuns { get; set; } = new(MissedRunPolicy.RunOnce);

    /// <summary>It starts up to this much later, at most a day; default zero.</summary>
    [Input(Description = "It starts up to this much later.", DefaultValue = "00:00:00", Order = 4)]
    public Input<TimeSpan> Jitter { get; set; } = new(TimeSpan.Zero);

    /// <inheritdoc/>
    protected override object GetTriggerPayload(TriggerIndexingContext context) => new StartAtTriggerPayload(In(context.Get(TimeZone), context.Get(DateTime)))
    {
        MissedRuns = context.Get(MissedRuns) switch { MissedRunPolicy.RunOnce => null, var policy => policy },
        Jitter = ScheduleRules.CheckedJitter(context.Get(Jitter)),
    };

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (context.IsTriggerOfWorkflow())
            return context.CompleteActivityAsync();

        var moment = In(TimeZone.GetOrDefault(context), DateTime.Get(context));
        if (moment <= context.WorkflowExecutionContext.Now)
            return context.CompleteActivityAsync();

        context.WaitFor(Type, moment);
        return ValueTask.CompletedTask;
    }

    private static DateTimeOffset In(string? zone, DateTimeOffset moment) =>
        string.IsNullOrWhiteSpace(zone) ? moment : new DateTimeOffset(moment.DateTime, CronSchedule.ZoneOf(zone).GetUtcOffset(moment.DateTime)).ToUniversalTime();
}
