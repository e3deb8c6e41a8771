using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Transcribe.Activities.Engines;
using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Triggers;

namespace Transcribe.Activities.Tests.Triggers;

/// <summary>Podcast feeds: each new episode starts one run, whatever else the feed does.</summary>
public sealed class FeedWatchTests : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);

    private readonly FakeRuns _runs = new();
    private readonly ScriptedServer _server = new();
    private Workbench _bench = null!;
    private string _feed = string.Empty;

    public FeedWatchTests() => _server.Answer = _ => (HttpStatusCode.OK, _feed);

    [Theory]
    [InlineData("None", "")]
    [InlineData("Newest", "Three")]
    [InlineData("All", "One,Two,Three")]
    public async Task Look_FirstTime_StartsWhatThePolicySays(string policy, string started)
    {
        _feed = Rss(Item("c", "Three", 3), Item("b", "Two", 2), Item("a", "One", 1));
        await CreateSutAsync(Enum.Parse<FirstRun>(policy));

        await LookAsync();
        await LookAsync();

        Titles().Should().Equal(started.Split(',', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Look_NewEpisode_StartsItsRunWithWhatTheFeedSays()
    {
        _feed = Rss(Item("a", "One", 1));
        await CreateSutAsync(FirstRun.None);
        await LookAsync();

        _feed = Rss(Item("b", "Two &amp; more", 2), Item("a", "One", 1));
        await LookAsync();

        _runs.Started.Should().ContainSingle().Which.Arrival.Should().BeEquivalentTo(new PodcastEpisode
        {
            Id = "b", Title = "Two & more", Url = "https://cdn.example.com/b.mp3?t=1", ContentType = "audio/mpeg", Size = 1234,
            PublishedAt = new DateTimeOffset(2026, 11, 2, 6, 0, 0, TimeSpan.Zero), Description = "About b", Link = "https://example.com/b", Feed = "Talks",
        });
    }

    [Fact]
    public async Task Look_FeedReordersAndDropsAndBringsBack_StartsNothing()
    {
        _feed = Rss(Item("b", "Two", 2), Item("a", "One", 1));
        await CreateSutAsync(FirstRun.All);
        await LookAsync();
        _runs.Started.Should().HaveCount(2);

        _feed = Rss(Item("a", "One", 1), Item("b", "Two", 2));
        await LookAsync();
        _feed = Rss(Item("b", "Two", 2));
        await LookAsync();
        _feed = Rss(Item("b", "Two", 2), Item("a", "One", 1));
        await LookAsync();

        _runs.Started.Should().HaveCount(2);
    }

    [Fact]
    public async Task Look_FeedRewritesIdsAddressesAndTitles_StartsNothing()
    {
        _feed = Rss(Item("a", "One", 1));
        await CreateSutAsync(FirstRun.All);
        await LookAsync();

        _feed = Rss(Item("new-id", "One", 1, token: "2"));
        await LookAsync();
        _feed = Rss(Item("new-id", "One, remastered", 1, token: "3"));
        await LookAsync();
        _feed = Rss(Item("newest-id", "One, remastered", 1, token: "4"));
        await LookAsync();

        _runs.Started.Should().ContainSingle("each time one of its names was known, and the others are learnt");
    }

    [Fact]
    public async Task Look_OneAddressForWhateverIsNewest_StartsEach()
    {
        static string Latest(string id, string title, int day) => Item(id, title, day).Replace($"/{id}.mp3", "/latest.mp3", StringComparison.Ordinal);
        _feed = Rss(Latest("a", "Monday", 1));
        await CreateSutAsync(FirstRun.All);
        await LookAsync();

        _feed = Rss(Latest("b", "Tuesday", 2));
        await LookAsync();

        Titles().Should().Equal("Monday", "Tuesday");
    }

    [Fact]
    public async Task Look_FeedThatDidNotChange_IsNotSentAgain()
    {
        _feed = Rss(Item("a", "One", 1));
        _server.AnswerHeaders["ETag"] = "\"v1\"";
        _server.AnswerHeaders["Last-Modified"] = "Sun, 01 Nov 2026 06:00:00 GMT";
        await CreateSutAsync(FirstRun.All);
        await LookAsync();

        _server.Answer = request => request.Headers.GetValueOrDefault("If-None-Match") == "\"v1\"" ? (HttpStatusCode.NotModified, string.Empty) : (HttpStatusCode.OK, _feed);
        await LookAsync();

        var (first, second) = (_server.Requests.First(), _server.Requests.Last());
        first.Headers.Should().NotContainKey("If-None-Match");
        second.Headers["If-None-Match"].Should().Be("\"v1\"");
        second.Headers["If-Modified-Since"].Should().Be("Sun, 01 Nov 2026 06:00:00 GMT");
        _runs.Started.Should().ContainSingle();
    }

    [Fact]
    public async Task Look_CrashBetweenStartAndNote_StartsOnceAndTheRestToo()
    {
        _feed = Rss(Item("b", "Two", 2), Item("a", "One", 1));
        _server.AnswerHeaders["ETag"] = "\"v1\"";
        await CreateSutAsync(FirstRun.All);
        _runs.DiesAfterStart = true;
        await LookAsync();
        Titles().Should().Equal("One");

        // After a failure it looks again later than after a success.
        await LookAsync(4);

        Titles().Should().Equal("One", "Two");
    }

    [Fact]
    public async Task Look_RunMayNotStart_IsNewTheNextTimeTooThoughTheFeedDidNotChange()
    {
        _feed = Rss(Item("a", "One", 1));
        _server.AnswerHeaders["ETag"] = "\"v1\"";
        _server.Answer = request => request.Headers.ContainsKey("If-None-Match") ? (HttpStatusCode.NotModified, string.Empty) : (HttpStatusCode.OK, _feed);
        await CreateSutAsync(FirstRun.All);
        _runs.Accepts = false;
        await LookAsync();

        _runs.Accepts = true;
        await LookAsync();

        Titles().Should().Equal("One");
    }

    [Fact]
    public async Task Look_Atom_IsReadToo()
    {
        _feed = """
            <?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Talks</title><id>f</id><updated>2026-11-01T06:00:00Z</updated>
            <entry><id>a</id><title>One</title><updated>2026-11-01T06:00:00Z</updated><link rel="enclosure" type="audio/ogg" length="5" href="https://cdn.example.com/a.ogg"/></entry>
            <entry><id>n</id><title>News without a recording</title><updated>2026-11-02T06:00:00Z</updated></entry></feed>
            """;
        await CreateSutAsync(FirstRun.All);

        await LookAsync();

        Titles().Should().Equal("One");
    }

    [Theory]
    [InlineData("not XML", "no RSS or Atom feed")]
    [InlineData("<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss version=\"2.0\"><channel><title>&x;</title></channel></rss>", "no RSS or Atom feed")]
    public async Task Look_FeedThatCannotBeRead_StartsNothingAndSaysWhy(string content, string reason)
    {
        _feed = content;
        await CreateSutAsync(FirstRun.All);

        await LookAsync();

        _runs.Started.Should().BeEmpty();
        _bench.Logs.Text.Should().Contain(reason);
    }

    [Fact]
    public async Task Look_FeedWithoutEnd_IsStoppedWhileItIsRead()
    {
        _feed = "<rss>" + new string(' ', FeedParser.MaxBytes);
        await CreateSutAsync(FirstRun.All);

        await LookAsync();

        _bench.Logs.Text.Should().Contain("larger than");
    }

    [Fact]
    public async Task Look_DateThatNobodyCanRead_IsNoDate()
    {
        _feed = Rss(Item("a", "One", 1).Replace("Sun, 01 Nov 2026 06:00:00 GMT", "yesterday", StringComparison.Ordinal));
        await CreateSutAsync(FirstRun.All);

        await LookAsync();

        _runs.Started.Should().ContainSingle().Which.Arrival.Should().BeOfType<PodcastEpisode>().Which.PublishedAt.Should().BeNull();
    }

    [Fact]
    public async Task Look_FeedThatMoved_IsFollowed()
    {
        _feed = Rss(Item("a", "One", 1));
        await CreateSutAsync(FirstRun.All);
        _server.AnswerHeaders["Location"] = "/moved";
        _server.Answer = request => request.Path == "/moved" ? (HttpStatusCode.OK, _feed) : (HttpStatusCode.MovedPermanently, string.Empty);

        await LookAsync();

        Titles().Should().Equal("One");
    }

    [Fact]
    public async Task Look_ServerOrWorkflowIsPaused_AsksNobody()
    {
        _feed = Rss(Item("a", "One", 1));
        await CreateSutAsync(FirstRun.All);
        var asked = 0;
        _server.Answer = _ =>
        {
            asked++;
            return (HttpStatusCode.OK, _feed);
        };
        _runs.IsPaused = true;
        await LookAsync(2);
        (_runs.IsPaused, _runs.IsFailing) = (false, true);
        await LookAsync(2);
        asked.Should().Be(0);

        _runs.IsFailing = false;
        await LookAsync();

        Titles().Should().Equal("One");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        if (_bench is not null)
            await _bench.DisposeAsync();
    }

    private async Task CreateSutAsync(FirstRun firstRun)
    {
        await _server.StartAsync();
        _bench = await Workbench.CreateAsync(activities => activities.Services.AddSingleton<IRuns>(_runs));
        _runs.Triggers.Add(new NewEpisodeSettings(new Uri(_server.Address, "/feed").AbsoluteUri, Interval, firstRun));
    }

    private async Task LookAsync(int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            await _bench.Services.GetServices<IHostedService>().OfType<WatchService>().Single().LookAsync(Workbench.Token);
            _bench.Clock.Advance(Interval);
        }
    }

    private IEnumerable<string> Titles() => _runs.Started.Select(start => ((PodcastEpisode)start.Arrival).Title);

    private static string Rss(params string[] items) =>
        $"<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Talks</title><link>https://example.com</link><description>d</description>{string.Concat(items)}</channel></rss>";

    private static string Item(string id, string title, int day, string token = "1") =>
        $"<item><guid isPermaLink=\"false\">{id}</guid><title>{title}</title><pubDate>{new DateTime(2026, 11, day, 6, 0, 0, DateTimeKind.Utc):R}</pubDate><description>About {id}</description>"
        + $"<link>https://example.com/{id}</link><enclosure url=\"https://cdn.example.com/{id}.mp3?t={token}\" length=\"1234\" type=\"audio/mpeg\"/></item>";
}
