using System.Net;
using Transcribe.Activities.Approval;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Deliver.Email;
using Transcribe.Activities.Deliver.Slack;
using Transcribe.Activities.Deliver.Storage;
using Transcribe.Activities.Deliver.Webhook;
using Transcribe.Activities.Templating;
using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Transcription;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Activities.Tests;

/// <summary>
/// Every activity that uses a connection runs with a sentinel in every secret of its connection, against servers that work, and against
/// servers that refuse and repeat what they were sent. Then everything that is kept or shown is searched for the sentinels.
/// </summary>
public sealed class SentinelTests : IAsyncLifetime
{
    private const string Sentinel = "SENTINEL";

    private readonly ScriptedServer _server = new();
    private readonly List<EngineRun> _runs = [];
    private Workbench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync();
        _bench = await Workbench.CreateAsync(activities => activities.ConfigureApprovals(approvals => approvals.PublicBaseUrl = new Uri("https://flows.example")));
        await SaveAsync("transcribe", ("apiKey", "tsk_SENTINEL_api_key"), ("baseUrl", _bench.Api.Address.ToString()));
        await SaveAsync("slack", ("botToken", "xoxb-SENTINEL-token"), ("signingSecret", "SENTINEL-signing-secret"), ("channel", "C1"), ("apiUrl", _server.Address.ToString()));
        await SaveAsync("smtp", ("host", "127.0.0.1"), ("port", "1"), ("from", "flows@example.com"), ("userName", "flows"), ("password", "SENTINEL-password"));
        await SaveAsync("webhook", ("url", _server.Address.ToString()), ("secret", "whsec_SENTINELAAAAAAAAAAAAAAAAAAAAAAAA"), ("previousSecret", "whsec_SENTINELBBBBBBBBBBBBBBBBBBBBBBBB"));
        await SaveAsync("http", ("baseUrl", _server.Address.ToString()), ("headerValue", "Bearer SENTINEL-api"));
        await SaveAsync(
            "storage", ("kind", "S3"), ("bucket", "files"), ("endpoint", _server.Address.ToString()), ("accessKeyId", "id"), ("secretAccessKey", "SENTINEL-s3-secret"));
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task EveryActivity_WithSentinelsInItsConnection_LeavesThemNowhere()
    {
        _server.Answer = _ => (HttpStatusCode.OK, """{"ok":true,"ts":"1","channel":"C1"}""");
        await RunAllAsync("works");

        // A server that refuses and says back all that it was told, secrets included.
        _server.Answer = request => (HttpStatusCode.Forbidden, string.Join('\n', request.Headers.Select(header => $"{header.Key}: {header.Value}")) + request.Text);
        for (var i = 0; i < Activities().Count; i++)
            _bench.Api.FailNext(401, "invalid_api_key", "The key tsk_SENTINEL_api_key is unknown.");
        await RunAllAsync("refuses");

        await _bench.Outbox.RunOnceAsync(Workbench.Token);
        foreach (var run in _runs)
            HasNone(run.StoredText, "a run's state, journal or records");
        HasNone(await _bench.DatabaseTextAsync(), "the database");
        HasNone(_bench.Logs.Text, "the logs");
        HasNone(await AnswersAsync(), "the answers of the API");
        _server.Requests.Should().Contain(request => request.Headers.Any(header => header.Value.Contains(Sentinel)), "the secrets were really used");
    }

    // Every activity there is, a new one too: with what it needs where that is known, else with the id of a job wherever it takes anything.
    private static List<IActivity> Activities() =>
        [.. ActivityRegistry.TypesOf(typeof(SendToSlack).Assembly).Select(type => Prepared.FirstOrDefault(activity => activity.GetType() == type) ?? Prepare(type))];

    private static IEnumerable<IActivity> Prepared =>
    [
        new SubmitTranscription { Url = new Input<string>("https://media.example/a.wav"), Connection = new Input<string>("secret") },
        new RenderTemplate { Template = new Input<string>("hello") },
        new SendToSlack { Text = new Input<string?>("hello"), Connection = new Input<string>("secret") },
        new SendEmail { To = new Input<string>("ann@example.com"), Subject = new Input<string>("x"), Text = new Input<string?>("hello"), Connection = new Input<string>("secret") },
        new WaitForApproval
        {
            Title = new Input<string>("x"), Text = new Input<string>("hello"), Recipients = new Input<string?>("ann@example.com"),
            SlackConnection = new Input<string?>("secret"), MailConnection = new Input<string?>("secret"),
        },
        new SendWebhook { Data = new Input<object?>("hello"), Connection = new Input<string>("secret") },
        new SaveToStorage { Path = new Input<string>("a.md"), Content = new Input<object>("hello"), Connection = new Input<string>("secret"), Overwrite = new Input<OverwritePolicy>(OverwritePolicy.Replace) },
        new ReadFromStorage { Path = new Input<string>("a.md"), Connection = new Input<string>("secret") },
        new DeleteFromStorage { Path = new Input<string>("a.md"), Connection = new Input<string>("secret") },
        new MoveInStorage { From = new Input<string>("a.md"), To = new Input<string>("b.md"), Connection = new Input<string>("secret") },
    ];

    private static IActivity Prepare(Type type)
    {
        var descriptor = ActivityDescriber.Describe(type);
        var activity = descriptor.Constructor();
        foreach (var input in descriptor.Inputs)
        {
            if (input.Name == "Connection")
                input.Write(activity, Activator.CreateInstance(input.PropertyType, Expression.LiteralExpression("secret")));
            else if (input.Type == typeof(object))
                input.Write(activity, Activator.CreateInstance(input.PropertyType, Expression.LiteralExpression("4821")));
        }

        return activity;
    }

    private static void HasNone(string text, string where)
    {
        text.Should().NotBeEmpty();
        text.Should().NotContain(Sentinel, where);
    }

    private async Task RunAllAsync(string round)
    {
        foreach (var activity in Activities())
        {
            var run = new EngineRun(_bench, activity, $"{activity.GetType().Name}-{round}");
            await run.StartAsync();
            _runs.Add(run);
        }
    }

    private async Task<string> AnswersAsync()
    {
        await using var api = await ApiServer.StartAsync(_bench);
        var answers = new List<string> { await api.GetAsync("connections"), await api.GetAsync("connections/types"), await api.GetAsync("deliveries") };
        foreach (var type in new[] { "transcribe", "slack", "smtp", "webhook", "storage", "http" })
        {
            answers.Add(await api.GetAsync($"connections/{type}/secret"));
            using var test = await api.SendAsync(HttpMethod.Post, $"connections/{type}/secret/test");
            answers.Add(await test.Content.ReadAsStringAsync(Workbench.Token));
            using var rotation = await api.SendAsync(HttpMethod.Post, $"connections/{type}/secret/rotate", new { settings = new { nonsense = "SENTINEL-other" } });
            answers.Add(await rotation.Content.ReadAsStringAsync(Workbench.Token));
        }

        return string.Join('\n', answers);
    }

    private Task<ConnectionView> SaveAsync(string type, params (string Name, string? Value)[] settings) => _bench.Get<ConnectionManager>()
        .SaveAsync(type, "secret", settings.ToDictionary(x => x.Name, x => x.Value), Workbench.Token);
}
