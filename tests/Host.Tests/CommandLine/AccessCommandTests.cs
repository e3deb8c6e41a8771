using System.Text.Json.Nodes;
using Transcribe.Workflows.Host.CommandLine;
using Transcribe.Workflows.Host.Tests.Support;

namespace Transcribe.Workflows.Host.Tests.CommandLine;

public sealed class AccessCommandTests : CommandTest
{
    [Fact]
    public async Task User_FromBeingAddedToBeingRemoved_IsInTheListWithItsRoles()
    {
        var added = await RunHereAsync("user", "add", "ada", "--role", "author");
        added.Json["password"]!.ToString().Should().MatchRegex("^[a-z2-9]{4}(-[a-z2-9]{4}){4}$");
        (await RunHereAsync("user", "roles", "ada", "--role", "viewer", "--role", "operator")).ExitCode.Should().Be(ExitCodes.Done);
        (await UsersAsync()).Should().Contain(("ada", "viewer,operator"));

        (await RunHereAsync("user", "remove", "ada")).ExitCode.Should().Be(ExitCodes.Done);

        (await UsersAsync()).Should().Equal(("admin", "administrator"));
    }

    [Fact]
    public async Task User_LastAdministrator_CannotBeRemoved()
    {
        var result = await RunHereAsync("user", "remove", "admin");

        result.ExitCode.Should().Be(ExitCodes.CannotRun);
        result.Errors.Should().Contain("This is the last administrator.");
    }

    [Fact]
    public async Task Key_OfTheCommandItself_IsGoneWhenTheCommandHasEnded()
    {
        var added = (await RunHereAsync("key", "add", "deploy", "--days", "30")).Json;

        added["key"]!.ToString().Should().StartWith("twk_");
        (await RunHereAsync("key", "list")).Json.AsArray().Select(key => key!["name"]!.ToString().Split('-')[0]).Should().BeEquivalentTo("deploy", "command");
    }

    [Fact]
    public async Task Audit_WorkflowWithASecretAndKeyWithoutEnd_SaysBoth()
    {
        await RunHereAsync("import", Save("leaky.json", Documents.Greeting.Replace("'Hello '", "'xoxb-123456789012-abcdefghijkl'", StringComparison.Ordinal)));
        await RunHereAsync("key", "add", "eternal", "--days", "0");

        var result = await RunHereAsync("audit");

        result.ExitCode.Should().Be(ExitCodes.Failed);
        var messages = result.Json.AsArray().Select(finding => finding!["message"]!.ToString()).ToList();
        messages[0].Should().Contain("greeting: Say holds what looks like a secret (xoxb-1…)").And.NotContain("abcdefghijkl");
        messages.Should().Contain("The key eternal never expires.").And.Contain(message => message.StartsWith("transcribe-url: whoever reaches the server", StringComparison.Ordinal));
    }

    private async Task<IEnumerable<(string, string)>> UsersAsync() => (await RunHereAsync("user", "list")).Json.AsArray()
        .Select(user => (user!["name"]!.ToString(), string.Join(',', ((JsonArray)user["roles"]!).Select(role => role!.ToString()))));
}
