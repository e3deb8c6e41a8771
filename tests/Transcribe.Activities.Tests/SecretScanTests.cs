using Transcribe.Activities.Ledger.Watching;
using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Transcription;
using Transcribe.Engine.Authoring;

namespace Transcribe.Activities.Tests;

public sealed class SecretScanTests
{
    private const string CallbackSecret = "whsec_SENTINEL_CALLBACK";

    [Fact]
    public async Task WholeWay_LeavesNoSecretInInstanceJournalLogOrLedger()
    {
        await using var bench = await Workbench.CreateAsync(activities =>
            activities.ConfigureCallbacks(options => options.PublicBaseUrl = new Uri("https://flows.example")));
        bench.Api.CallbackSecret = CallbackSecret;
        var refused = new EngineRun(bench, new SubmitTranscription { Url = new Input<string>(Submissions.Url) });
        bench.Api.FailNext(401, "invalid_api_key", $"The key {Workbench.ApiKey} is unknown.");
        await refused.StartAsync();
        var submit = new EngineRun(bench, new SubmitTranscription { Url = new Input<string>(Submissions.Url) });
        await submit.StartAsync();
        var wait = new EngineRun(bench, new AwaitCompletion { Job = new Input<object>(submit.Outputs["JobId"]!) });
        await wait.StartAsync();
        bench.Api.End("4821");
        await bench.Get<JobSweep>().ReadAsync("default", "4821", Workbench.Token);
        await wait.ResumeAsync(AwaitCompletion.BookmarkName);
        var summarize = new EngineRun(bench, new Summarize { Transcript = new Input<object>(wait.Outputs["Result"]!) });
        await summarize.StartAsync();

        refused.Outcomes.Should().Equal("Failed");
        summarize.Outcomes.Should().Equal("Done");
        (await bench.Ledger.FindCallbackSecretAsync((await bench.Ledger.FindJobAsync(null, "4821", Workbench.Token))!.Id, Workbench.Token)).Should().Be(CallbackSecret);
        bench.Api.Requests.Should().OnlyContain(request => request.Authorization == "Bearer " + Workbench.ApiKey);

        foreach (var run in new[] { refused, submit, wait, summarize })
            HoldsNoSecret(run.StoredText);
        HoldsNoSecret(bench.Logs.Text);
        bench.Logs.Text.Should().Contain("4821").And.NotContain("SENTINEL_URL", "an address may be signed");
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(bench.LedgerFile)!, "ledger.db*"))
            HoldsNoSecret(System.Text.Encoding.Latin1.GetString(await ReadSharedAsync(file)));
    }

    private static void HoldsNoSecret(string text)
    {
        text.Should().NotBeEmpty();
        text.Should().NotContain(Workbench.ApiKey).And.NotContain(CallbackSecret);
    }

    private static async Task<byte[]> ReadSharedAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Workbench.Token);
        return copy.ToArray();
    }
}
