namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>The shell's modules, by Node's own test runner; the tests are in <c>Modules</c>.</summary>
public sealed class ModuleTests
{
    [Fact]
    public async Task Modules_UnderNodesTestRunner_Pass()
    {
        Component.Node.Require();

        var result = await Transcribe.Testing.Shell.RunAsync("node", ["--test", Path.Combine(Repository.Root, "tests/Host.Browser.Tests/Modules/")]);

        result.ExitCode.Should().Be(0, result.Output);
    }
}
