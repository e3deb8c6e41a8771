using Microsoft.Extensions.Options;
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
        });

        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Failures.Should().Equal(
            "ConnectionString must name a SQLite file, such as 'Data Source=data/engine.db'.",
            $"WorkflowsFolder '{Path.Combine(Folder, "missing")}' does not exist.",
            "StimulusLifetime must be at least 1 second.",
            "ShutdownDeadline must not be negative.",
            "BackgroundParallelism must be 1 to 1024.",
            "RecoveryParallelism must be 1 to 1024.");
    }
}
