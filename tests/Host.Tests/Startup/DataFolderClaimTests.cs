using Microsoft.Extensions.Configuration;
using Transcribe.Workflows.Host.Startup;
using Transcribe.Workflows.Host.Tests.Support;

namespace Transcribe.Workflows.Host.Tests.Startup;

public sealed class DataFolderClaimTests : CommandTest
{
    [Fact]
    public void Take_FolderOfARunningServer_IsRefusedWithItsAddress()
    {
        using var first = DataFolderClaim.Take(Settings());
        first.Tell("http://127.0.0.1:5080");

        ((Action)(() => DataFolderClaim.Take(Settings()))).Should().Throw<DataFolderTakenException>().WithMessage("*belongs to the server at http://127.0.0.1:5080/. Stop that one first*");
        DataFolderClaim.FindServer(Data).Should().Be(new Uri("http://127.0.0.1:5080"));
    }

    [Fact]
    public void Take_AfterTheFirstHasEnded_Succeeds()
    {
        using (var first = DataFolderClaim.Take(Settings()))
            first.Tell("http://127.0.0.1:5080");

        DataFolderClaim.FindServer(Data).Should().BeNull();
        ((Action)(() => DataFolderClaim.Take(Settings()).Dispose())).Should().NotThrow();
    }

    [Fact]
    public void FindServer_AddressOfAProcessThatWasKilled_IsNone()
    {
        Directory.CreateDirectory(Data);
        File.WriteAllText(Path.Combine(Data, "server.json"), """{ "url": "http://127.0.0.1:5080", "processId": 1, "startedAt": "2020-01-01T00:00:00Z" }""");

        DataFolderClaim.FindServer(Data).Should().BeNull();
    }

    private HostSettings Settings() => HostSettings.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["data"] = Data }).Build());
}
