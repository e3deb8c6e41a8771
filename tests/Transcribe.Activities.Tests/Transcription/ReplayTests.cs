using Transcribe.Activities.Ledger;
using Transcribe.Activities.Tests.Support;

namespace Transcribe.Activities.Tests.Transcription;

/// <summary>Replays against the sandbox's money: nothing that was paid for is paid for again.</summary>
public sealed class ReplayTests : IAsyncLifetime
{
    private const string Start = """{ "type": "Elsa.RunJavaScript", "id": "start", "script": "1" }""";
    private const string Broken = """{ "type": "Elsa.RunJavaScript", "id": "check", "script": "throw 'It broke.'" }""";
    private const string Mended = """{ "type": "Elsa.RunJavaScript", "id": "check", "script": "1" }""";

    private ReplayBench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await ReplayBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Transcribe_AtOrBeforeTheStart_IsPaidOnceUnlessTheRequestIsAnother()
    {
        await _bench.PublishAsync(Start, Transcribe(_bench.Spoken), Save("first"), Broken, Save("second"));
        var old = await _bench.RunAsync();
        await _bench.PublishAsync(Start, Transcribe(_bench.Spoken), Save("first"), Mended, Save("second"));

        File.Delete(_bench.File("first.txt"));

        var behind = await _bench.ReplayAsync(old);
        (File.Exists(_bench.File("first.txt")), File.Exists(_bench.File("second.txt"))).Should().Be((false, true), "what was delivered is not delivered again");
        var before = await _bench.ReplayAsync(behind, "start");

        (await _bench.MoneyAsync()).Should().ContainSingle().Which.Attempts.Should().Be(1);
        (await _bench.StepAsync(behind, "job")).Facts.Should().Contain($"run {old}");
        (await _bench.StepAsync(before, "job")).Outputs.Should().Be((await _bench.StepAsync(old, "job")).Outputs, "the same job is found, also over two replays");
        (await _bench.Get<IJobLedger>().ListByInstanceAsync(before, ReplayBench.Token)).Single().Should().BeEquivalentTo(new { Status = "reused", PriceUsd = 0m });
        File.Exists(_bench.File("first.txt")).Should().BeTrue();
        (await _bench.StepAsync(before, "second")).Outputs.Should().NotBe((await _bench.StepAsync(behind, "second")).Outputs, "another run's delivery has an id of its own");

        await _bench.PublishAsync(Start, Transcribe(_bench.Mumbled), Mended);
        await _bench.ReplayAsync(old, "start");
        (await _bench.MoneyAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task Transcribe_WhoseJobHadFailed_IsTriedAgainAsANewJob()
    {
        await _bench.PublishAsync(Start, Transcribe(_bench.Mumbled));
        var old = await _bench.RunAsync();

        await _bench.ReplayAsync(old, "job");

        (await _bench.MoneyAsync()).Should().HaveCount(2).And.OnlyContain(job => job.ChargedUsd == 0);
    }

    [Fact]
    public async Task Ask_WithTheSameQuestion_UsesTheAllowanceOnce()
    {
        await _bench.PublishAsync(Start, Transcribe(_bench.Spoken), Ask("Who speaks?"), Broken);
        var old = await _bench.RunAsync();
        await _bench.PublishAsync(Start, Transcribe(_bench.Spoken), Ask("Who speaks?"), Mended);

        var same = await _bench.ReplayAsync(old, "start");
        await _bench.PublishAsync(Start, Transcribe(_bench.Spoken), Ask("Who else?"), Mended);
        var other = await _bench.ReplayAsync(old, "start");

        (await _bench.StepAsync(same, "ask")).Outputs.Should().Be((await _bench.StepAsync(old, "ask")).Outputs).And.NotBeEmpty();
        (await _bench.StepAsync(other, "ask")).Facts.Should().Contain("questions were asked in the last 24 hours", "another question is asked, and the sandbox allows one a day");
    }

    [Fact]
    public async Task Upload_WhoseFileIsGone_IsTheOneThatTheVendorHas()
    {
        await File.WriteAllBytesAsync(_bench.File("talk.wav"), Recordings.Wav(TimeSpan.FromSeconds(2)), ReplayBench.Token);
        await _bench.PublishAsync(Start, Upload, Broken);
        var old = await _bench.RunAsync();
        File.Delete(_bench.File("talk.wav"));
        await _bench.PublishAsync(Start, Upload, Mended);

        var replay = await _bench.ReplayAsync(old, "start");

        (await _bench.StepAsync(replay, "upload")).Outputs.Should().Be((await _bench.StepAsync(old, "upload")).Outputs).And.Contain("uploadId");
    }

    [Fact]
    public async Task Batch_OfTheSameRecordings_PaysForEachOnce()
    {
        await _bench.PublishAsync(Start, Batch(_bench.Spoken, _bench.Spoken + "?2"), Broken);
        var old = await _bench.RunAsync();
        await _bench.PublishAsync(Start, Batch(_bench.Spoken + "?2", _bench.Spoken, _bench.Spoken + "?3"), Mended);

        var replay = await _bench.ReplayAsync(old, "start");

        (await _bench.MoneyAsync()).Should().HaveCount(3).And.OnlyContain(job => job.Attempts == 1);
        (await _bench.StepAsync(replay, "batch")).Facts.Should().Contain("Completed");
    }

    private const string Upload = """{ "type": "Transcribe.UploadAudio", "id": "upload", "media": { "expression": { "type": "Literal", "value": "talk.wav" } } }""";

    private static string Transcribe(string url) =>
        $$"""{ "type": "Transcribe.Transcribe", "id": "job", "url": "{{url}}", "result": { "memoryReference": { "id": "v" } } }""";

    private static string Ask(string question) =>
        $$"""{ "type": "Transcribe.Ask", "id": "ask", "question": "{{question}}", "job": { "expression": { "type": "Variable", "value": { "id": "v", "name": "V" } } } }""";

    private static string Save(string id) =>
        $$"""{ "type": "Transcribe.SaveToStorage", "id": "{{id}}", "path": "{{id}}.txt", "content": { "expression": { "type": "Literal", "value": "text" } }, "overwrite": "Replace" }""";

    private static string Batch(params string[] urls) =>
        $$"""{ "type": "Transcribe.TranscribeBatch", "id": "batch", "items": { "expression": { "type": "Object", "value": "[{{string.Join(",", urls.Select(url => $"\\\"{url}\\\""))}}]" } } }""";
}
