using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Deliver;
using Transcribe.Activities.Engines;
using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Triggers;

namespace Transcribe.Activities.Tests.Triggers;

/// <summary>Files that come into a folder: each starts one run, when it has stopped growing.</summary>
public sealed class FolderWatchTests : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly FakeRuns _runs = new();
    private Workbench _bench = null!;

    [Fact]
    public async Task Look_FileThatGrows_IsTakenWhenItHasStopped()
    {
        await CreateSutAsync(Settings());
        Write("talk.mp3", "a");
        await LookAsync();
        Write("talk.mp3", "ab");
        await LookAsync();
        _runs.Started.Should().BeEmpty("it grew");

        await LookAsync();
        await LookAsync();

        _runs.Started.Should().ContainSingle().Which.Arrival.Should().BeOfType<StoredFile>()
            .Which.Should().BeEquivalentTo(new { Path = "talk.mp3", Size = 2L, Connection = ConnectionNames.Default });
    }

    [Fact]
    public async Task Look_PatternFolderAndDrafts_AreLeftOut()
    {
        await CreateSutAsync(Settings() with { Folder = "in", Pattern = "*.mp3" });
        Write("in/yes.mp3", "a");
        Write("in/deep/also.mp3", "a");
        Write("in/no.txt", "a");
        Write("in/.part.mp3", "a");
        Write("elsewhere/no.mp3", "a");

        await LookAsync(3);

        _runs.Started.Select(start => ((StoredFile)start.Arrival).Path).Should().BeEquivalentTo("in/yes.mp3", "in/deep/also.mp3");
    }

    [Fact]
    public async Task Look_KeptFile_StartsNothingAgainAndANewVersionDoes()
    {
        await CreateSutAsync(Settings());
        Write("talk.mp3", "a");
        await LookAsync(3);
        _runs.End(RunEnd.Success);
        await LookAsync(3);
        _runs.Started.Should().ContainSingle();

        Write("talk.mp3", "another");
        await LookAsync(3);

        _runs.Started.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("Success", "done/talk.mp3")]
    [InlineData("Failure", "failed/talk.mp3")]
    public async Task Look_RunHasEnded_MovesTheFileByHowItEnded(string end, string place)
    {
        await CreateSutAsync(Settings() with { AfterSuccess = AfterRun.Move, AfterFailure = AfterRun.Move });
        Write("talk.mp3", "a");
        await LookAsync(3);
        Exists("talk.mp3").Should().BeTrue("its run goes on");

        _runs.End(Enum.Parse<RunEnd>(end));
        await LookAsync(3);

        Exists("talk.mp3").Should().BeFalse();
        Exists(place).Should().BeTrue();
        _runs.Started.Should().ContainSingle("what was moved is not new");
    }

    [Fact]
    public async Task Look_PlaceIsTaken_MovesUnderANumber()
    {
        await CreateSutAsync(Settings() with { AfterSuccess = AfterRun.Move });
        Write("done/talk.mp3", "older");
        Write("talk.mp3", "a");
        await LookAsync(3);

        _runs.End(RunEnd.Success);
        await LookAsync();

        Exists("done/talk-2.mp3").Should().BeTrue();
        (await File.ReadAllTextAsync(PathOf("done/talk.mp3"), Workbench.Token)).Should().Be("older");
    }

    [Fact]
    public async Task Look_CrashBetweenStartAndNote_StartsOnce()
    {
        await CreateSutAsync(Settings());
        Write("talk.mp3", "a");
        _runs.DiesAfterStart = true;
        await LookAsync(2);
        _runs.Started.Should().ContainSingle();

        await LookAsync(4);

        _runs.Started.Should().ContainSingle("the run's id follows from the file");
    }

    [Fact]
    public async Task Look_RunMayNotStart_IsTriedAgain()
    {
        await CreateSutAsync(Settings());
        Write("talk.mp3", "a");
        _runs.Accepts = false;
        await LookAsync(3);

        _runs.Accepts = true;
        await LookAsync();

        _runs.Started.Should().ContainSingle();
    }

    [Fact]
    public async Task Look_ServerIsPaused_LooksAtNothing()
    {
        await CreateSutAsync(Settings() with { AfterSuccess = AfterRun.Move });
        Write("talk.mp3", "a");
        await LookAsync(3);
        _runs.End(RunEnd.Success);
        Write("second.mp3", "b");
        _runs.IsPaused = true;

        await LookAsync(4);

        _runs.Started.Should().ContainSingle();
        Exists("talk.mp3").Should().BeTrue();
        _runs.IsPaused = false;
        await LookAsync(3);
        _runs.Started.Should().HaveCount(2);
        Exists("talk.mp3").Should().BeFalse();
    }

    [Fact]
    public async Task Look_WorkflowIsPaused_StartsNothingAndStillMovesWhatHasEnded()
    {
        await CreateSutAsync(Settings() with { AfterFailure = AfterRun.Move });
        Write("talk.mp3", "a");
        await LookAsync(3);
        _runs.End(RunEnd.Failure);
        Write("second.mp3", "b");
        _runs.IsFailing = true;

        await LookAsync(4);

        _runs.Started.Should().ContainSingle();
        Exists("failed/talk.mp3").Should().BeTrue();
        _runs.IsFailing = false;
        await LookAsync(3);
        _runs.Started.Should().HaveCount(2, "what came meanwhile is not lost");
    }

    [Fact]
    public async Task Look_OneSourceThatFails_HoldsUpNoOther()
    {
        await CreateSutAsync(Settings() with { Connection = "nowhere" }, Settings());
        Write("talk.mp3", "a");

        await LookAsync(3);

        _runs.Started.Should().ContainSingle();
        _bench.Logs.Text.Should().Contain("nowhere");
    }

    public async ValueTask DisposeAsync()
    {
        if (_bench is not null)
            await _bench.DisposeAsync();
    }

    private static FileArrivedSettings Settings() => new(ConnectionNames.Default, string.Empty, "*", Interval, Interval, AfterRun.Keep, "done", AfterRun.Keep, "failed");

    private async Task CreateSutAsync(params FileArrivedSettings[] settings)
    {
        _runs.Triggers.AddRange(settings);
        _bench = await Workbench.CreateAsync(activities => activities.Services.AddSingleton<IRuns>(_runs));
    }

    private async Task LookAsync(int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            await _bench.Services.GetServices<IHostedService>().OfType<WatchService>().Single().LookAsync(Workbench.Token);
            _bench.Clock.Advance(Interval);
        }
    }

    private string PathOf(string path) => Path.Combine(_bench.StorageRoot, path);

    private bool Exists(string path) => File.Exists(PathOf(path));

    private void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), content);
    }
}
