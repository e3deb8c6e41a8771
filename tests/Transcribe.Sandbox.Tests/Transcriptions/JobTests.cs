using System.Net;
using System.Text.Json.Nodes;
using Transcribe.Sandbox.Tests.Support;

namespace Transcribe.Sandbox.Tests.Transcriptions;

public sealed class JobTests : SandboxTest
{
    private static readonly TimeSpan Work = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Create_FreePlace_RunsToTheEnd()
    {
        await CreateSut();

        var row = await TranscribeAsync(ServeSpoken("my_first-talk.wav"));

        row["status"]!.ToString().Should().Be("completed");
        row["title"]!.ToString().Should().Be("My first talk");
        row["progress"]!.GetValue<int>().Should().Be(100);
        row["duration_seconds"]!.GetValue<double>().Should().Be(10);
        row["detected_language"]!.ToString().Should().Be("en");
        row["error"].Should().BeNull();
        row["completed_at"].Should().NotBeNull();
        row.AsObject().Should().NotContainKey("_timed_out");
        Directory.GetFileSystemEntries(Path.Combine(Options.DataFolder, "media")).Should().BeEmpty("media is not kept");
    }

    [Fact]
    public async Task Create_AtTheCap_IsQueued_AndRunsInOrder()
    {
        await CreateSlowSut(cap: 1);
        var url = ServeSpoken();
        var first = await SubmitAsync(url);
        await IsProcessingAsync(first);

        var second = await ReadAsync(await PostAsync("transcriptions", Order(url)));

        second["status"]!.ToString().Should().Be("queued");
        (await GetAsync($"transcriptions/{second["id"]}"))["status"]!.ToString().Should().Be("queued");
        Clock.Advance(Work);
        (await WaitAsync(first))["status"]!.ToString().Should().Be("completed");
        await IsProcessingAsync(second["id"]!.ToString());
    }

    [Fact]
    public async Task Create_QueueIsFull_IsRefused()
    {
        await CreateSlowSut(cap: 1, queue: 0);
        var url = ServeSpoken();
        await SubmitAsync(url);

        await ShouldRefuseAsync(await PostAsync("transcriptions", Order(url)), HttpStatusCode.TooManyRequests, "queue_full");
        (await Sut.GetLedgerAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Wait_JobStillRuns_TimesOutByTheClock()
    {
        await CreateSlowSut();
        var id = await SubmitAsync(ServeSpoken());
        await IsProcessingAsync(id);

        var waiting = GetAsync($"transcriptions/{id}/wait?timeout=45");
        await Eventually.HoldsAsync(
            () =>
            {
                Clock.Advance(TimeSpan.FromSeconds(1));
                return waiting.IsCompleted || Clock.GetUtcNow() > Clock.Start + TimeSpan.FromSeconds(58);
            },
            "45 seconds pass");

        var row = await waiting;
        row["_timed_out"]!.GetValue<bool>().Should().BeTrue();
        row["status"]!.ToString().Should().Be("processing");
    }

    [Fact]
    public async Task Wait_WithInclude_CarriesTheResult()
    {
        await CreateSut();

        var row = await TranscribeAsync(ServeSpoken(), "&include=segments");

        row["segments"]![0]!["text"]!.ToString().Should().Be(Sentence);
        row.AsObject().Should().NotContainKey("chapters");
    }

    [Fact]
    public async Task List_Pages_NewestFirst_WithoutQuotes()
    {
        await CreateSut();
        var url = ServeSpoken();
        for (var index = 0; index < 5; index++)
            await TranscribeAsync(url);
        await PostAsync("quotes", Order(url));

        var ids = new List<int>();
        string? cursor = null;
        do
        {
            var page = await GetAsync($"transcriptions?limit=2&cursor={cursor}");
            ids.AddRange(page["data"]!.AsArray().Select(row => row!["id"]!.GetValue<int>()));
            cursor = page["next_cursor"]?.ToString();
        }
        while (cursor is not null);

        ids.Should().Equal(5, 4, 3, 2, 1);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("cursor=nonsense")]
    public async Task List_WrongQuery_IsRefused(string query)
    {
        await CreateSut();

        await ShouldRefuseAsync(await Client.GetAsync($"transcriptions?{query}", Token), HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    public async Task Get_PrefixedId_IsTheSameRow()
    {
        await CreateSut(options => options.PrefixedIds = true);
        var id = await SubmitAsync(ServeSpoken());

        id.Should().Be("tr_1");
        (await WaitAsync("1"))["id"]!.ToString().Should().Be("tr_1");
        (await GetAsync("transcriptions/tr_1"))["status"]!.ToString().Should().Be("completed");
    }

    [Fact]
    public async Task Delete_RunningJob_ReleasesItsMoney_AndIsGone()
    {
        await CreateSlowSut();
        var id = await SubmitAsync(ServeSpoken());
        await IsProcessingAsync(id);

        var answer = await ReadAsync(await Client.DeleteAsync($"transcriptions/{id}", Token));

        answer["deleted"]!.GetValue<bool>().Should().BeTrue();
        (await Client.GetAsync($"transcriptions/{id}", Token)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await GetAsync("me"))["wallet_balance_usd"]!.GetValue<decimal>().Should().Be(25m);
        (await Sut.GetLedgerAsync()).Should().Equal(new SandboxLedgerEntry(1, "deleted", 1, 0, 0));
        Clock.Advance(Work);
        (await SubmitAsync(ServeSpoken())).Should().Be("2", "an id is never given twice");
    }

    [Fact]
    public async Task Retry_FailedJob_IsANewPaidAttempt()
    {
        await CreateSut();
        var url = Media.Serve("talk.wav", Wav.Silence(10));
        (await TranscribeAsync(url))["status"]!.ToString().Should().Be("failed");
        ServeSpoken("talk.wav");

        var retried = await PostAsync("transcriptions/1/retry", new { max_charge_usd = 1 });

        retried.StatusCode.Should().Be(HttpStatusCode.Accepted);
        (await ReadAsync(retried))["retail_usd"]!.GetValue<decimal>().Should().Be(0.0285m);
        var row = await WaitAsync("1");
        row["status"]!.ToString().Should().Be("completed");
        row["error"].Should().BeNull();
        (await Sut.GetLedgerAsync()).Should().Equal(new SandboxLedgerEntry(1, "completed", 2, 0, 0.0285m));
    }

    [Fact]
    public async Task Retry_CompletedJob_IsRefused()
    {
        await CreateSut();
        await TranscribeAsync(ServeSpoken());

        await ShouldRefuseAsync(await PostAsync("transcriptions/1/retry", new { }), HttpStatusCode.BadRequest, "invalid_request");
    }

    [Theory]
    [InlineData("{ \"url\": \"http://host/a.wav\" }", "source is required")]
    [InlineData("{ \"source\": \"youtube\", \"url\": \"https://youtu.be/x\" }", "needs the live service")]
    [InlineData("{ \"source\": \"tape\" }", "'tape' is unknown")]
    [InlineData("{ \"source\": \"external_url\" }", "url must be")]
    [InlineData("{ \"source\": \"external_url\", \"url\": \"file:///etc/passwd\" }", "url must be")]
    [InlineData("{ \"source\": \"external_url\", \"url\": \"http://host/a.wav\", \"language\": \"in English\" }", "neither a BCP-47 code")]
    [InlineData("{ \"source\": \"external_url\", \"url\": \"http://host/a.wav\", \"pipeline_code\": \"best\" }", "'best' is unknown")]
    [InlineData("{ \"source\": \"external_url\", \"url\": \"http://host/a.wav\", \"callback_url\": \"ftp://host\" }", "callback_url must be")]
    [InlineData("{ \"source\": \"upload\", \"duration_seconds\": 5 }", "upload_id is required")]
    [InlineData("{ \"source\": \"upload\", \"upload_id\": \"up_1\" }", "duration_seconds is required")]
    [InlineData("{ \"source\": \"upload\", \"upload_id\": \"up_1\", \"duration_seconds\": 5 }", "'up_1' is unknown")]
    public async Task Create_WrongOrder_SaysWhatIsWrong(string body, string message)
    {
        await CreateSut();

        var response = await PostAsync("transcriptions", JsonNode.Parse(body));

        await ShouldRefuseAsync(response, HttpStatusCode.BadRequest, "invalid_request");
        (await ReadAsync(response))["error"]!["message"]!.ToString().Should().Contain(message);
    }

    private Task CreateSlowSut(int cap = 2, int queue = 10) => CreateSut(options =>
    {
        options.TimeProvider = Clock;
        options.RequestsPerMinute = 100_000;
        options.ProcessingDelay = Work;
        options.MaxConcurrentJobs = cap;
        options.MaxQueuedJobs = queue;
    });

    private Task IsProcessingAsync(string id) =>
        Eventually.HoldsAsync(async () => (string?)(await GetAsync($"transcriptions/{id}"))["stage"] == "preparing", $"job {id} runs");
}
