using System.Text;
using Transcribe.Workflows.Host.CommandLine;
using Transcribe.Workflows.Host.CommandLine.Workflows;
using Transcribe.Workflows.Host.Tests.Support;

namespace Transcribe.Workflows.Host.Tests.CommandLine;

public sealed class WorkflowFileTests : CommandTest
{
    [Fact]
    public async Task Validate_TwoFaults_SaysBothWithLineAndColumnAndLeavesNothingBehind()
    {
        var file = Save("faulty.json", Documents.Faulty);

        var result = await RunHereAsync("validate", file);

        result.ExitCode.Should().Be(ExitCodes.Failed, result.Errors);
        var faults = result.Json.AsArray().Where(fault => !fault!["isWarning"]!.GetValue<bool>()).ToList();
        faults.Select(fault => (fault!["file"]!.ToString(), fault["line"]!.GetValue<int>(), fault["column"]!.GetValue<int>(), fault["property"]?.ToString()))
            .Should().Equal((file, 7, 9, "Value"), (file, 9, 9, "Value"));
        faults[1]!["message"]!.ToString().Should().Contain("Elvish");
        Directory.Exists(Data).Should().BeFalse();
    }

    [Fact]
    public async Task Validate_NoJson_SaysWhereItBreaks()
    {
        var result = await RunHereAsync("validate", Save("broken.json", "{\n  \"definitionId\": oops\n}"));

        result.ExitCode.Should().Be(ExitCodes.Failed);
        (result.Json[0]!["line"]!.GetValue<int>(), result.Json[0]!["column"]!.GetValue<int>()).Should().Be((2, 19));
    }

    [Fact]
    public async Task Validate_EveryReadyWorkflow_FindsOnlyTheFeedThatSomebodyMustChoose()
    {
        var result = await RunHereAsync(["validate", .. Directory.GetFiles(Path.Combine(Repository.Root, "workflows"), "*.json")]);

        var faults = result.Json.AsArray().Where(fault => !fault!["isWarning"]!.GetValue<bool>()).Select(fault => fault!["message"]!.ToString()).ToList();
        faults.Should().ContainSingle().Which.Should().Contain("write it into Feed URL");
    }

    [Fact]
    public async Task Import_ThenExport_GivesBackWhatTheFileSays()
    {
        var file = Save("greeting.json", Documents.Greeting);

        (await RunHereAsync("import", file)).Json[0]!["isPublished"]!.GetValue<bool>().Should().BeTrue();
        var exported = (await RunHereAsync("export", "greeting")).Json;
        var all = await RunHereAsync("export", "--all", "--to", Folder.File("all"));

        exported["root"]!["activities"]![0]!["value"]!["expression"]!["value"]!.ToString().Should().Be("'Hello ' + getInput('Name')");
        all.ExitCode.Should().Be(ExitCodes.Done);
        Directory.GetFiles(Folder.File("all")).Select(Path.GetFileName).Should().Contain(["greeting.json", "transcribe-url.json"]);
    }

    [Fact]
    public async Task Import_WorkflowThatIsThere_IsADraftThatSaysSo_AndWithPublishTheVersionThatRuns()
    {
        await RunHereAsync("import", Save("greeting.json", Documents.Greeting));
        var changed = Save("changed.json", Documents.Greeting.Replace("'Hello '", "'Good day '", StringComparison.Ordinal));

        var draft = await RunHereAsync("import", changed);
        draft.Json[0]!["isPublished"]!.GetValue<bool>().Should().BeFalse();
        draft.Errors.Should().Contain("Only drafts: greeting. What was published before goes on").And.Contain("--publish");
        (await RunHereAsync("run", "greeting", "--input", "Name=Ada")).Json["workflow"]!.ToString().Should().Be("Hello Ada");

        var published = await RunHereAsync("import", changed, "--publish");
        published.Json[0]!["isPublished"]!.GetValue<bool>().Should().BeTrue();
        published.Errors.Should().NotContain("Only drafts");
        (await RunHereAsync("run", "greeting", "--input", "Name=Ada")).Json["workflow"]!.ToString().Should().Be("Good day Ada");
    }

    [Fact]
    public async Task Import_OneOfTwoIsNoWorkflow_TakesNone()
    {
        var result = await RunHereAsync("import", Save("greeting.json", Documents.Greeting), Save("notes.json", "not json"));

        result.ExitCode.Should().Be(ExitCodes.CannotRun);
        result.Errors.Should().Contain("notes.json is no workflow");
        Directory.Exists(Data).Should().BeFalse();
    }

    [Fact]
    public void Places_AfterLettersOfManyBytes_AreCountedInCharacters()
    {
        var places = JsonPlaces.Read(Encoding.UTF8.GetBytes("""
            { "root": { "id": "a", "type": "T", "größe": "ß", "text": 1 } }
            """));

        places.Find("a", "Text").Should().Be(new Place(1, 51));
        places.Find("a", "nothing").Should().Be(new Place(1, 11));
        places.Find(null, "root").Should().Be(new Place(1, 3));
        places.Find("b", null).Should().Be(Place.Start);
    }
}
