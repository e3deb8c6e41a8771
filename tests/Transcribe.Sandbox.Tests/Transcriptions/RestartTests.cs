using System.Diagnostics;
using System.Net.Http.Headers;
using Transcribe.Sandbox.Tests.Support;

namespace Transcribe.Sandbox.Tests.Transcriptions;

public sealed class RestartTests : SandboxTest
{
    [Fact]
    public async Task Restart_JobsInFlightAndQueued_AreFinished_AndPaidOnce()
    {
        await CreateSut(options =>
        {
            options.ProcessingDelay = TimeSpan.FromHours(1);
            options.MaxConcurrentJobs = 1;
        });
        var url = ServeSpoken();
        var running = await SubmitAsync(url);
        var queued = await SubmitAsync(url);
        await Eventually.HoldsAsync(async () => (string?)(await GetAsync($"transcriptions/{running}"))["status"] == "processing", "the first job runs");

        await CreateSut(options => options.ProcessingDelay = TimeSpan.Zero);

        (await WaitAsync(running))["status"]!.ToString().Should().Be("completed");
        (await WaitAsync(queued))["status"]!.ToString().Should().Be("completed");
        (await Sut.GetLedgerAsync()).Should().Equal(
            new SandboxLedgerEntry(1, "completed", 1, 0, 0.0285m), new SandboxLedgerEntry(2, "completed", 1, 0, 0.0285m));
        (await GetAsync($"transcriptions/{running}/result"))["chapters"]!.AsArray().Should().NotBeEmpty();
    }

    [Fact]
    public async Task Kill_WhileAJobRuns_TheNextStartFinishesIt_AndChargesOnce()
    {
        var url = ServeSpoken();
        string key;
        using (var process = Start("--delay", "3600"))
        {
            var address = await AddressOf(process);
            key = (await ReadLineAsync(process, "API key")).Split(' ')[^1];
            using var client = new HttpClient { BaseAddress = new Uri(address, "api/v1/") };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
            (await client.PostAsJsonOrderAsync(url)).EnsureSuccessStatusCode();
            await Eventually.HoldsAsync(async () => (await client.GetStringAsync("transcriptions/1", Token)).Contains("\"processing\""), "the job runs");

            process.Kill();
            await process.WaitForExitAsync(Token);
        }

        Directory.GetDirectories(Path.Combine(Options.DataFolder, "media")).Should().ContainSingle("the job still needs its media");

        await CreateSut();
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

        (await WaitAsync("1"))["status"]!.ToString().Should().Be("completed");
        (await Sut.GetLedgerAsync()).Should().Equal(new SandboxLedgerEntry(1, "completed", 1, 0, 0.0285m));
    }

    [Fact]
    public async Task Dispose_WhileAClientWaits_AnswersIt()
    {
        await CreateSut(options => options.ProcessingDelay = TimeSpan.FromHours(1));
        var id = await SubmitAsync(ServeSpoken());
        var waiting = WaitAsync(id);
        await Eventually.HoldsAsync(async () => (string?)(await GetAsync($"transcriptions/{id}"))["stage"] == "preparing", "the job runs");

        await Sut.DisposeAsync();

        (await waiting)["_timed_out"]!.GetValue<bool>().Should().BeTrue();
    }

    [Fact]
    public async Task Start_MediaThatACrashLeft_IsSwept()
    {
        var orphan = Directory.CreateDirectory(Path.Combine(Options.DataFolder, "media", "orphan"));

        await CreateSut();

        Directory.Exists(orphan.FullName).Should().BeFalse();
    }

    [Fact]
    public async Task Run_AddressInUse_EndsWithAClearLine()
    {
        await CreateSut();

        var result = await Shell.RunAsync("dotnet", [Program, "--urls", Sut.BaseAddress.ToString(), "--data", FileIn("other")]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain("address already in use").And.NotContain("   at ");
    }

    private static string Program => typeof(SandboxServer).Assembly.Location;

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[] { Program, "--urls", "http://127.0.0.1:0", "--data", Options.DataFolder }.Concat(arguments))
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static async Task<Uri> AddressOf(Process process) => new((await ReadLineAsync(process, "sandbox at")).Split(' ')[^1]);

    private static async Task<string> ReadLineAsync(Process process, string containing)
    {
        while (await process.StandardOutput.ReadLineAsync(Token) is { } line)
        {
            if (line.Contains(containing))
                return line;
        }

        throw new InvalidOperationException($"The sandbox ended without saying '{containing}'.");
    }
}
