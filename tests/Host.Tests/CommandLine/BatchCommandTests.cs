using System.Net;
using Transcribe.Workflows.Host.CommandLine;
using Transcribe.Workflows.Host.CommandLine.Batches;
using Transcribe.Workflows.Host.Tests.Support;

namespace Transcribe.Workflows.Host.Tests.CommandLine;

public sealed class BatchCommandTests : CommandTest
{
    [Fact]
    public async Task Batch_FolderWithTwoRecordings_SavesTwoTranscriptsAndAReport()
    {
        Component.PocketSphinx.Require();
        var sample = Path.Combine(Repository.Root, "src/Host/samples/team-meeting.wav");
        Directory.CreateDirectory(Folder.File("talks/more"));
        foreach (var copy in new[] { "talks/one.wav", "talks/more/one.wav" })
            await File.WriteAllBytesAsync(Folder.File(copy), Cut(await File.ReadAllBytesAsync(sample, TestContext.Current.CancellationToken)), TestContext.Current.CancellationToken);

        var result = await RunHereAsync("batch", Folder.File("talks"), "--to", Folder.File("out"), "--budget", "1");

        result.ExitCode.Should().Be(ExitCodes.Done, result.Errors);
        var batch = result.Json["steps"]!.AsArray().Single(step => step!["name"]!.ToString() == "Batch")!;
        (batch["progress"]!["total"]!.GetValue<int>(), batch["progress"]!["done"]!.GetValue<int>(), batch["progress"]!["failed"]!.GetValue<int>()).Should().Be((2, 2, 0));
        Directory.GetFiles(Folder.File("out/talks")).Select(Path.GetFileName).Should().BeEquivalentTo("one.md", "one-2.md", "report.md");
        (await File.ReadAllTextAsync(Folder.File("out/talks/report.md"), TestContext.Current.CancellationToken)).Should().Contain("2 of 2 transcribed");
    }

    [Fact]
    public async Task Source_List_LeavesOutRemarksAndGivesEachAName()
    {
        var source = await BatchSource.ReadAsync(Save("episodes.txt", "# mine\nhttps://a.example/talk.mp3?x=1\n\nhttps://b.example/talk.mp3\nhttps://b.example/\n"), TestContext.Current.CancellationToken);

        (source.Name, source.Folder).Should().Be(("episodes", null));
        source.Items(connection: null).Select(item => item.ToString()).Should().Equal(
            "{ url = https://a.example/talk.mp3?x=1, title = talk }", "{ url = https://b.example/talk.mp3, title = talk-2 }", "{ url = https://b.example/, title = recording }");
    }

    [Fact]
    public async Task Source_Feed_HasItsEpisodesByTheirTitles()
    {
        await using var vendor = await Vendor.StartAsync(HttpStatusCode.OK, """
            <rss version="2.0"><channel><title>Talks</title>
              <item><title>One: a start</title><enclosure url="https://a.example/1.mp3" type="audio/mpeg" length="1" /></item>
              <item><title>No recording</title></item>
            </channel></rss>
            """);

        var source = await BatchSource.ReadAsync($"{vendor.Address}/feed.xml", TestContext.Current.CancellationToken);

        source.Items(connection: null).Select(item => item.ToString()).Should().Equal("{ url = https://a.example/1.mp3, title = One-a-start }");
    }

    [Fact]
    public async Task Batch_AddressThatIsNoFeed_IsRefused()
    {
        await using var vendor = await Vendor.StartAsync(HttpStatusCode.NotFound);

        (await RunHereAsync("batch", vendor.Address)).Errors.Should().Contain("404");
    }

    [Theory]
    [InlineData("https://a.example/talk.mp3\ntalk.mp3", ":2: 'talk.mp3' is no http or https address")]
    [InlineData("# nothing", "has no addresses")]
    public async Task Batch_ListThatIsNone_IsRefusedWithThePlace(string list, string words)
    {
        var result = await RunHereAsync("batch", Save("list.txt", list));

        result.ExitCode.Should().Be(ExitCodes.CannotRun);
        result.Errors.Should().Contain(words);
    }

    [Fact]
    public async Task Batch_FolderWithoutRecordings_IsRefused()
    {
        Save("notes.md", "none");

        (await RunHereAsync("batch", Folder.Path)).Errors.Should().Contain("has no recordings");
    }

    // The first seconds: a recogniser needs its time.
    private static byte[] Cut(byte[] wave)
    {
        const int Seconds = 3, BytesASecond = 32_000, Header = 44;
        var cut = wave[..(Header + (Seconds * BytesASecond))];
        BitConverter.TryWriteBytes(cut.AsSpan(4), cut.Length - 8);
        BitConverter.TryWriteBytes(cut.AsSpan(40), cut.Length - Header);
        return cut;
    }
}
