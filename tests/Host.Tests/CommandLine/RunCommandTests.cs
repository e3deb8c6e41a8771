using System.Text.Json.Nodes;
using Transcribe.Workflows.Host.CommandLine;
using Transcribe.Workflows.Host.CommandLine.Workflows;
using Transcribe.Workflows.Host.Tests.Support;

namespace Transcribe.Workflows.Host.Tests.CommandLine;

public sealed class RunCommandTests : CommandTest
{
    [Fact]
    public async Task Run_FileWithAnInput_TellsTheStoryAndChangesNoWorkflow()
    {
        var result = await RunHereAsync("run", Save("greeting.json", Documents.Greeting), "--input", "Name=Ada");

        result.ExitCode.Should().Be(ExitCodes.Done, result.Errors);
        result.Json["status"]!.ToString().Should().Be("finished");
        result.Json["workflow"]!.ToString().Should().Be("Hello Ada");
        (await RunHereAsync("list")).Json.AsArray().Should().NotContain(workflow => workflow!["definitionId"]!.ToString() == "greeting");
    }

    [Fact]
    public async Task Run_WorkflowThatFails_EndsWithTheCodeOfFailureAndTheReason()
    {
        await RunHereAsync("import", Save("failing.json", Documents.Failing));

        var result = await RunHereAsync("run", "Failing", "--watch");

        result.ExitCode.Should().Be(ExitCodes.Failed);
        result.Json["summary"]!.ToString().Should().Contain("It cannot be done.");
    }

    [Fact]
    public async Task Run_WorkflowThatBeginsWithARequest_GetsTheInputsAsItsBody()
    {
        var result = await RunHereAsync("run", "transcribe-url", "--input", "url=nonsense");

        result.ExitCode.Should().Be(ExitCodes.CannotRun);
        result.Errors.Should().Contain("answered 400").And.Contain("Send JSON with the http or https address of a recording");
    }

    [Theory]
    [InlineData("nobody", "There is no workflow 'nobody'. There are: approval, error-alert, folder-batch, ")]
    [InlineData("greeting", "'greeting' is not published")]
    public async Task Run_WorkflowThatCannotBeStarted_SaysWhyAndWhichThereAre(string workflow, string words)
    {
        await RunHereAsync("import", Save("greeting.json", Documents.Greeting.Replace("\"isPublished\": true", "\"isPublished\": false", StringComparison.Ordinal)));

        var result = await RunHereAsync("run", workflow);

        (result.ExitCode, result.Output).Should().Be((ExitCodes.CannotRun, string.Empty));
        result.Errors.Should().Contain(words);
    }

    [Fact]
    public void Inputs_ThatAreJson_AreTakenAsSuchAndAnythingElseIsText() => RunInputs
        .Parse(["number=5", "yes=true", "list=[1,2]", "word=five", "text=\"5\"", "url=https://a.example/?a=b", "empty="]).ToJsonString()
        .Should().Be(JsonNode.Parse("""{"number":5,"yes":true,"list":[1,2],"word":"five","text":"5","url":"https://a.example/?a=b","empty":""}""")!.ToJsonString());

    [Fact]
    public async Task Run_InputWithoutAName_IsRefusedBeforeAnythingStarts()
    {
        var result = await RunHereAsync("run", "transcribe-url", "--input", "https://a.example/talk.mp3");

        result.ExitCode.Should().Be(ExitCodes.CannotRun);
        result.Errors.Should().Contain("An input is name=value");
        Directory.Exists(Data).Should().BeFalse();
    }
}
