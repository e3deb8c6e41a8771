using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Transcribe.Workflows.Host.CommandLine;
using Transcribe.Workflows.Host.CommandLine.Checks;
using Transcribe.Workflows.Host.Tests.Support;

namespace Transcribe.Workflows.Host.Tests.CommandLine;

public sealed class DoctorTests : CommandTest
{
    [Fact]
    public void Port_ThatAnotherProgramHas_IsAnErrorThatSaysWhatToDo()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        Find(PortChecks.Run(Settings($"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}"))).Should()
            .Be((FindingLevel.Error, $"Another program listens at http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}. Choose another port with --urls http://127.0.0.1:PORT"));
    }

    [Fact]
    public void Folder_ThatOthersCanRead_IsAWarning()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such permissions.");
            return;
        }

        Directory.CreateDirectory(Data);
        File.SetUnixFileMode(Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead);

        FolderChecks.Run(Settings()).Should().Contain(finding => finding.Level == FindingLevel.Warning && finding.Message.Contains("chmod 700", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Database_ThatIsNone_IsAnError()
    {
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(Path.Combine(Data, "workflows.db"), new string('x', 4096), TestContext.Current.CancellationToken);

        (await DatabaseChecks.RunAsync(Settings(), TestContext.Current.CancellationToken)).Select(finding => (finding.Area, finding.Level)).Should()
            .Equal(("Database", FindingLevel.Error), ("Keys", FindingLevel.Error));
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, 0, "takes the key")]
    [InlineData(HttpStatusCode.Unauthorized, 0, "does not take TRANSCRIBE_API_KEY")]
    [InlineData(HttpStatusCode.OK, 3600, " s ahead of that of 127.0.0.1")]
    public async Task Service_AnswersOrRefusesOrHasAnotherTime_IsToldInWords(HttpStatusCode answer, int ahead, string words)
    {
        await using var vendor = await Vendor.StartAsync(answer);
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow().AddSeconds(ahead));

        var findings = await ServiceChecks.RunAsync(Settings(key: "tsk_live_x", api: vendor.Address), clock, TestContext.Current.CancellationToken);

        findings.Should().Contain(finding => finding.Message.Contains(words, StringComparison.Ordinal)).And.NotContain(finding => finding.Message.Contains("tsk_live", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Service_ThatIsNotThere_IsAnErrorAndNoException()
    {
        var findings = await ServiceChecks.RunAsync(Settings(key: "tsk_live_x", api: "http://127.0.0.1:1"), TimeProvider.System, TestContext.Current.CancellationToken);

        findings[0].Level.Should().Be(FindingLevel.Error);
        findings[0].Message.Should().StartWith("It cannot be reached:");
    }

    [Fact]
    public async Task Doctor_OnAFreshMachine_FindsNothingThatKeepsTheServerFromStarting()
    {
        var result = await RunHereAsync("doctor");

        result.Json.AsArray().Select(finding => finding!["area"]!.ToString()).Distinct().Should().Contain(["Port", "Folder", "Database", "Recogniser", "Media", "Designer", "Clock", "transcribe.so"]);
        result.ExitCode.Should().BeOneOf(ExitCodes.Done, ExitCodes.Failed);
    }

    private static (FindingLevel Level, string Message) Find(IEnumerable<Finding> findings) => findings.Select(finding => (finding.Level, finding.Message)).Single();

    private HostSettings Settings(string urls = "http://127.0.0.1:0", string? key = null, string? api = null) => HostSettings.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["data"] = Data, ["urls"] = urls, ["TRANSCRIBE_API_KEY"] = key, ["TRANSCRIBE_API_URL"] = api }).Build());
}
