using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Tests.Support;
using Transcribe.Engine.Server.TriggerUrls;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Tests.TriggerUrls;

/// <summary>Links that resume runs, followed on a real server by somebody who has not signed in.</summary>
public sealed class TriggerUrlTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly HttpClient _client = new();
    private readonly Links _links = new();
    private WebServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await WebServer.StartAsync(
            services =>
            {
                services.AddSingleton<TimeProvider>(_clock);
                services.AddSingleton(_links);
                services.AddActivity<AskForApproval>();
                services.AddActivity<Keep>();
                services.AddWorkflowEngine(engine => engine.ConnectionString = $"Data Source={_folder.File("engine.db")}");
                services.AddTriggerUrls();
                services.AddTestIdentity(_folder);
            },
            app =>
            {
                app.UseRouting();
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapTriggerUrls();
            });
        _client.BaseAddress = _server.Address;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Bookmark_FollowedTwice_ResumesOnceAndSaysThatItIsOver()
    {
        await StartAsync(Ask);

        using var first = await GetAsync(_links.Url);
        using var second = await GetAsync(_links.Url);

        first.StatusCode.Should().Be(HttpStatusCode.OK);
        (await SubStatusAsync()).Should().Be(WorkflowSubStatus.Finished);
        second.StatusCode.Should().Be(HttpStatusCode.Gone);
        (await TextAsync(second)).Should().Contain("followed before");
    }

    [Theory]
    [InlineData("""{ "input": { "answer": "yes" } }""", "yes")]
    [InlineData("{}", "nothing")]
    [InlineData("""{ "input": { "answer": { "_type": "Guid", "_value": "x" } } }""", "object")]
    public async Task Bookmark_WithABody_GetsItsInputAsPlainJson(string body, string answer)
    {
        await StartAsync(Ask);

        using var response = await PostAsync(_links.Url, body);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        _links.Kept.Should().Be(answer);
    }

    [Fact]
    public async Task Bookmark_WithInputInTheQuery_GetsIt()
    {
        await StartAsync(Ask);

        using var response = await GetAsync($"{_links.Url}&in={Uri.EscapeDataString("""{ "answer": "no" }""")}");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        _links.Kept.Should().Be("no");
    }

    [Fact]
    public async Task Bookmark_Asynchronously_ResumesInTheBackground()
    {
        await StartAsync(Ask);

        using var response = await GetAsync($"{_links.Url}&async=true");

        response.StatusCode.Should().Be(HttpStatusCode.Accepted);
        await Eventually.HoldsAsync(async () => await SubStatusAsync() == WorkflowSubStatus.Finished, "the run goes on");
    }

    [Theory]
    [Trait("Scenario", "45 Security of the resume endpoint")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{ "input": 7 }""")]
    [InlineData("{ no")]
    public async Task Bookmark_WithABodyThatIsNone_IsAnswered400AndWaitsOn(string body)
    {
        await StartAsync(Ask);

        using var response = await PostAsync(_links.Url, body);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await SubStatusAsync()).Should().Be(WorkflowSubStatus.Suspended);
    }

    /// <summary>A token that is not valid is refused before anything else is read: the body would be too.</summary>
    [Theory]
    [Trait("Scenario", "45 Security of the resume endpoint")]
    [InlineData("/elsa/api/bookmarks/resume")]
    [InlineData("/elsa/api/bookmarks/resume?t=")]
    [InlineData("/elsa/api/bookmarks/resume?t=forged")]
    [InlineData("/elsa/api/events/trigger?t=forged")]
    public async Task Link_ForgedOrWithoutAToken_IsRefusedBeforeTheInputIsRead(string path)
    {
        using var response = await PostAsync(path, "{ no");

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await TextAsync(response)).Should().Contain("not valid").And.NotContain("JSON");
    }

    [Fact]
    public async Task Link_OfAnotherServersKeys_IsRefused()
    {
        await StartAsync(Ask);
        var other = new EphemeralDataProtectionProvider().CreateProtector("Transcribe.TriggerUrls").Protect($$"""{"WorkflowInstanceId":"run","BookmarkId":"{{_links.BookmarkId}}","ExpiresAt":"2030-01-01T00:00:00Z"}""");

        using var response = await GetAsync($"/elsa/api/bookmarks/resume?t={other}");

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await SubStatusAsync()).Should().Be(WorkflowSubStatus.Suspended);
    }

    [Fact]
    public async Task Link_AfterItsTime_SaysUntilWhenItWorked()
    {
        await StartAsync(Ask);
        _clock.Advance(TimeSpan.FromDays(30));

        using var response = await GetAsync(_links.Url);

        response.StatusCode.Should().Be(HttpStatusCode.Gone);
        (await TextAsync(response)).Should().Contain("worked until 2026-12-22");
        (await SubStatusAsync()).Should().Be(WorkflowSubStatus.Suspended);
    }

    [Theory]
    [InlineData("'Approved', 60", 59, HttpStatusCode.OK)]
    [InlineData("'Approved', 60", 61, HttpStatusCode.Gone)]
    [InlineData("'Approved', '00:01:00'", 61, HttpStatusCode.Gone)]
    [InlineData("'Approved', new Date(Date.UTC(2026, 10, 22, 12, 1, 0))", 59, HttpStatusCode.OK)]
    [InlineData("'Approved', new Date(Date.UTC(2026, 10, 22, 12, 1, 0))", 61, HttpStatusCode.Gone)]
    [InlineData("'Approved', '2026-11-22T12:01:00Z'", 61, HttpStatusCode.Gone)]
    [InlineData("'Approved'", 86_400, HttpStatusCode.OK)]
    public async Task Event_LinkOfAScript_WorksForItsLifetime(string arguments, int seconds, HttpStatusCode status)
    {
        await StartAsync(Script($"createEventTriggerUrl({arguments})"), WaitForEvent);
        _clock.Advance(TimeSpan.FromSeconds(seconds));

        using var response = await GetAsync(_links.Url);

        response.StatusCode.Should().Be(status);
        (await SubStatusAsync()).Should().Be(status == HttpStatusCode.OK ? WorkflowSubStatus.Finished : WorkflowSubStatus.Suspended);
    }

    [Fact]
    public async Task Event_BeforeTheRunWaitsForIt_IsKeptAndAfterItsEndItIsOver()
    {
        await StartAsync(Script("createEventTriggerUrl('Approved')"), """{ "type": "Elsa.Event", "id": "first", "eventName": "First" }""", WaitForEvent);

        using var early = await GetAsync(_links.Url);
        early.StatusCode.Should().Be(HttpStatusCode.Accepted);
        await _server.Services.GetRequiredService<IEventPublisher>().PublishAsync("First", cancellationToken: Token);

        await Eventually.HoldsAsync(async () => await SubStatusAsync() == WorkflowSubStatus.Finished, "the kept event arrives");
        using var late = await GetAsync(_links.Url);
        late.StatusCode.Should().Be(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Event_LinkAtTheOtherEndpoint_IsRefused()
    {
        await StartAsync(Script("createEventTriggerUrl('Approved')"), WaitForEvent);

        using var response = await GetAsync(_links.Url.Replace("events/trigger", "bookmarks/resume", StringComparison.Ordinal));

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Options_WithoutALifetime_StopTheStart()
    {
        var services = new ServiceCollection();
        services.AddTriggerUrls(options => options.Lifetime = TimeSpan.Zero);
        await using var provider = services.BuildServiceProvider();

        provider.Invoking(sut => sut.GetRequiredService<Microsoft.Extensions.Options.IOptions<TriggerUrlOptions>>().Value)
            .Should().Throw<Microsoft.Extensions.Options.OptionsValidationException>().WithMessage("*Lifetime*");
        new TriggerUrlOptions().Should().Match<TriggerUrlOptions>(options => options.Lifetime == TimeSpan.FromDays(30) && options.BaseUrl == null);
    }

    private const string Ask = """{ "type": "Test.AskForApproval", "id": "ask" }""";

    private const string WaitForEvent = """{ "type": "Elsa.Event", "id": "event", "eventName": "Approved" }""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Script(string script) =>
        $$"""{ "type": "Test.Keep", "url": { "typeName": "String", "expression": { "type": "JavaScript", "value": {{System.Text.Json.JsonSerializer.Serialize(script)}} } } }""";

    private static Task<string> TextAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(Token);

    private Task<HttpResponseMessage> GetAsync(string url) => _client.GetAsync(new Uri(url, UriKind.Relative), Token);

    private async Task<HttpResponseMessage> PostAsync(string url, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await _client.PostAsync(new Uri(url, UriKind.Relative), content, Token);
    }

    private async Task<WorkflowSubStatus?> SubStatusAsync() => (await _server.Services.GetRequiredService<IInstanceStore>().FindAsync("run", Token))?.SubStatus;

    private async Task StartAsync(params string[] activities)
    {
        await _server.Services.GetRequiredService<DefinitionCatalog>().SaveAsync(
            $$"""{ "definitionId": "w", "root": { "id": "seq", "type": "Elsa.Sequence", "activities": [{{string.Join(',', activities)}}] } }""", publish: true, cancellationToken: Token);
        var run = await _server.Services.GetRequiredService<IWorkflowRuntime>().StartAsync(new StartWorkflowRequest { DefinitionId = "w", WorkflowInstanceId = "run" }, Token);
        run.State.Incidents.Should().BeEmpty();
    }

    public sealed class Links
    {
        public string Url { get; set; } = string.Empty;

        public string BookmarkId { get; set; } = string.Empty;

        public string? Kept { get; set; }
    }

    /// <summary>Waits for whoever follows the link that it makes.</summary>
    [Activity("Test", "Test")]
    public sealed class AskForApproval() : Activity(source: null, line: null)
    {
        protected override void Execute(ActivityExecutionContext context)
        {
            var links = context.GetRequiredService<Links>();
            var bookmark = context.CreateBookmark(OnAnsweredAsync);
            links.BookmarkId = bookmark.Id;
            links.Url = context.GenerateBookmarkTriggerUrl(bookmark.Id);
        }

        private ValueTask OnAnsweredAsync(ActivityExecutionContext context)
        {
            context.GetRequiredService<Links>().Kept = context.WorkflowInput.TryGetValue("answer", out var answer) ? answer as string ?? "object" : "nothing";
            return context.CompleteActivityAsync();
        }
    }

    /// <summary>Keeps a link for the test.</summary>
    [Activity("Test", "Test")]
    public sealed class Keep() : CodeActivity(source: null, line: null)
    {
        public Input<string> Url { get; set; } = null!;

        protected override void Execute(ActivityExecutionContext context) => context.GetRequiredService<Links>().Url = Url.Get(context);
    }
}
