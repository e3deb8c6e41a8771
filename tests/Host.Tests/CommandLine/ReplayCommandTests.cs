using Transcribe.Workflows.Host.CommandLine;
using Transcribe.Workflows.Host.Tests.Support;

namespace Transcribe.Workflows.Host.Tests.CommandLine;

/// <summary>Running again what has ended, and trying what is drawn.</summary>
public sealed class ReplayCommandTests : CommandTest
{
    private const string Drawn = """
        {
          "definitionId": "drawn",
          "name": "Drawn",
          "root": {
            "id": "flow", "type": "Elsa.Sequence", "version": 1,
            "activities": [
              { "id": "in", "type": "Elsa.HttpEndpoint", "version": 1, "name": "Request", "path": { "typeName": "String", "expression": { "type": "Literal", "value": "drawn" } },
                "customProperties": { "canStartWorkflow": true, "pinned": {} } },
              { "id": "call", "type": "Elsa.RunTask", "version": 1, "name": "Call", "taskName": { "typeName": "String", "expression": { "type": "Literal", "value": "call" } },
                "customProperties": { "pinned": { "outputs": { "Result": "pinned" } } } },
              { "id": "say", "type": "Elsa.Fault", "version": 1, "name": "Give up", "message": { "typeName": "String", "expression": { "type": "Literal", "value": "It cannot be done." } } }
            ]
          }
        }
        """;

    [Fact]
    public async Task RunAndReplay_OfADraftAsATest_TakeItsSamplesAndTheStepsOfTheRun()
    {
        var run = await RunHereAsync("run", Save("drawn.json", Drawn), "--test", "--watch");
        run.ExitCode.Should().Be(ExitCodes.Failed, run.Errors);
        var id = run.Json["instanceId"]!.ToString();
        run.Json["isTest"]!.GetValue<bool>().Should().BeTrue();

        var steps = await RunHereAsync("replay", id, "--steps");
        var replay = await RunHereAsync("replay", id, "--watch");
        var refused = await RunHereAsync("replay", id, "--from", "Elsewhere");

        steps.Json.AsArray().Select(step => (step!["name"]!.ToString(), step["status"]!.ToString())).Should().Equal(("Request", "Completed"), ("Call", "Completed"), ("Give up", "Faulted"));
        replay.ExitCode.Should().Be(ExitCodes.Failed, replay.Errors);
        (replay.Json["replayOf"]!.ToString(), replay.Json["replayFrom"]!.ToString()).Should().Be((id, "Give up"));
        replay.Json["steps"]![1]!["facts"]!["Pinned"]!.ToString().Should().Be($"run {id}");
        (refused.ExitCode, refused.Output).Should().Be((ExitCodes.CannotRun, string.Empty));
        refused.Errors.Should().Contain("has no step 'Elsewhere'");
    }
}
