using Microsoft.Extensions.Options;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Runtime;

namespace Transcribe.Engine.Tests.Runtime;

public sealed class WorkflowEngineOptionsTests : EngineTest
{
    [Fact]
    public void Defaults_AreAsDocumented() => new WorkflowEngineOptions().Should().BeEquivalentTo(new WorkflowEngineOptions
    {
        ConnectionString = string.Empty,
        WorkflowsFolder = null,
        StimulusLifetime = TimeSpan.FromMinutes(10),
        ShutdownDeadline = TimeSpan.FromSeconds(30),
        BackgroundParallelism = 64,
        RecoveryParallelism = 8,
        Limits = new WorkflowLimits { RunningInstances = null, Duration = null, Steps = 100_000 },
        Retry = new RetryPolicy { Attempts = 1, FirstGap = TimeSpan.FromSeconds(30), MaxGap = TimeSpan.FromHours(1) },
        Failing = new FailureLimit { Runs = 20, Window = TimeSpan.FromHours(1), Percent = 95 },
        Errors = new ErrorOptions { Workflow = null },
        Retention = new RetentionOptions
        {
            Finished = TimeSpan.FromDays(30), Cancelled = TimeSpan.FromDays(30), Faulted = TimeSpan.FromDays(90), Interval = TimeSpan.FromHours(1),
        },
    });

    [Fact]
    public async Task Start_WithEverythingWrong_SaysAllOfIt()
    {
        var start = () => StartEngineAsync(configure: options =>
        {
            options.ConnectionString = "nonsense";
            options.WorkflowsFolder = Path.Combine(Folder, "missing");
            options.StimulusLifetime = TimeSpan.Zero;
            options.ShutdownDeadline = TimeSpan.FromSeconds(-1);
            options.BackgroundParallelism = 0;
            options.RecoveryParallelism = 2000;
            options.Limits = new WorkflowLimits { RunningInstances = 0, Duration = TimeSpan.Zero, Steps = 0 };
            options.Retry = new RetryPolicy { Attempts = 0, FirstGap = TimeSpan.Zero, MaxGap = TimeSpan.FromDays(8) };
            options.Failing = new FailureLimit { Runs = -1, Window = TimeSpan.Zero, Percent = 101 };
            options.Retention = new RetentionOptions { Faulted = TimeSpan.FromDays(-1), Interval = TimeSpan.Zero };
        });

        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Failures.Should().Equal(
            "ConnectionString must name a SQLite file, such as 'Data Source=data/engine.db'.",
            $"WorkflowsFolder '{Path.Combine(Folder, "missing")}' does not exist.",
            "StimulusLifetime must be at least 1 second.",
            "ShutdownDeadline must not be negative.",
            "BackgroundParallelism must be 1 to 1024.",
            "RecoveryParallelism must be 1 to 1024.",
            "Limits: runningInstances must be at least 1.",
            "Limits: duration must be more than zero.",
            "Limits: steps must be at least 1.",
            "Retry: attempts must be 1 to 100.",
            "Retry: firstGap must be one second to 7 days.",
            "Retry: maxGap must be at most 7 days.",
            "Failing: runs must be 0 to 1000.",
            "Failing: window must be more than zero.",
            "Failing: percent must be 1 to 100.",
            "Retention: Finished, Cancelled and Faulted must not be negative.",
            "Retention: Interval must be at least 1 second.");
    }
}
