using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Transcribe.Activities.Tests.Support;

namespace Transcribe.Acceptance;

/// <summary>
/// Every activity runs in the host with a sentinel in every secret of its connection, against receivers that take everything and against
/// receivers that refuse and repeat what they were sent. Then all that leaves the host or is kept by it is searched: answers, exports as
/// JSON, CSV and zip, logs, and each file of its data.
/// </summary>
public sealed class SentinelTests : IAsyncLifetime
{
    private const string Sentinel = "SENTINEL";

    private static readonly string[] Types = ["transcribe", "slack", "smtp", "webhook", "http", "storage"];

    private readonly ScriptedServer _server = new();
    private readonly ConcurrentBag<(string Where, string Text)> _seen = [];
    private LocalHost _host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync();
        _host = await LocalHost.StartAsync(_server.Address);
        var address = _server.Address.ToString();
        await SaveAsync("transcribe", new { apiKey = "tsk_live_SENTINEL_key", baseUrl = address, requestsPerMinute = 10_000 });
        await SaveAsync("slack", new { botToken = "xoxb-SENTINEL-token", signingSecret = "SENTINEL-signing-secret", channel = "C1", apiUrl = address });
        await SaveAsync("smtp", new { host = "127.0.0.1", port = 1, from = "flows@example.com", userName = "flows", password = "SENTINEL-password" });
        await SaveAsync("webhook", new { url = address, secret = "whsec_SENTINELAAAAAAAAAAAAAAAAAAAAAAAA", previousSecret = "whsec_SENTINELBBBBBBBBBBBBBBBBBBBBBBBB" });
        await SaveAsync("http", new { baseUrl = address, headerValue = "Bearer SENTINEL-api" });
        await SaveAsync("storage", new { kind = "S3", bucket = "files", endpoint = address, accessKeyId = "id", secretAccessKey = "SENTINEL-s3-secret" });
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task EveryActivity_WithSentinelsInItsConnection_LeavesThemNowhere()
    {
        var workflows = await PublishAllAsync();
        _server.Answer = _ => (HttpStatusCode.OK, """{"ok":true,"ts":"1","channel":"C1"}""");
        await RunAllAsync(workflows);
        _server.Answer = request => (HttpStatusCode.Forbidden, string.Join('\n', request.Headers.Select(header => $"{header.Key}: {header.Value}")) + request.Text);
        await RunAllAsync(workflows);

        await SeeDefinitionsAsync();
        await SeeRunsAsync(workflows.Count * 2);
        await SeePagesAsync();
        _seen.Add(("the log", _host.Logs.Text));

        // A lock lets nobody read it.
        foreach (var file in Directory.GetFiles(_host.File(string.Empty), "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
            _seen.Add((Path.GetFileName(file), await ReadSharedAsync(file)));

        workflows.Should().HaveCountGreaterThan(20);
        _server.Requests.Should().Contain(request => request.Path.EndsWith("chat.postMessage") && request.Text.Contains("/approval?t="), "somebody was asked in Slack");
        _server.Requests.Should().Contain(request => request.Headers.Any(header => header.Value.Contains(Sentinel)), "the secrets were really used");
        _seen.Where(place => place.Text.Contains(Sentinel, StringComparison.Ordinal)).Select(place => place.Where).Should().BeEmpty();
        _seen.Where(place => place.Text.Contains(_host.ApiKey, StringComparison.Ordinal)).Select(place => place.Where).Should().BeEmpty("the host's own key is as secret");
    }

    private async Task<List<string>> PublishAllAsync()
    {
        var activities = (await _host.GetAsync("elsa/api/descriptors/activities")).GetProperty("items").EnumerateArray()
            .Where(activity => activity.GetProperty("namespace").GetString() == "Transcribe").ToList();
        var ids = new List<string>();
        foreach (var activity in activities)
        {
            var type = activity.GetProperty("typeName").GetString()!;
            var step = new Dictionary<string, object> { ["type"] = type, ["id"] = "step", ["name"] = "Step" };
            foreach (var input in activity.GetProperty("inputs").EnumerateArray())
            {
                if (ValueOf(type, input) is { } value)
                    step[JsonNamingPolicy.CamelCase.ConvertName(input.GetProperty("name").GetString()!)] = new { typeName = "Object", expression = new { type = "Literal", value } };
            }

            var root = new { type = "Elsa.Sequence", id = "root", activities = new[] { step } };
            using var answer = await _host.Client.PostAsJsonAsync(
                new Uri("elsa/api/workflow-definitions", UriKind.Relative), new { publish = true, model = new { definitionId = type, name = type, root } }, Token);
            answer.IsSuccessStatusCode.Should().BeTrue(await SeeAsync($"saving {type}", answer));
            ids.Add(type);
        }

        return ids;
    }

    // What a new activity would need is not known here: a name of a connection, and the id of a job for whatever takes anything.
    private string? ValueOf(string type, JsonElement input) => (type, input.GetProperty("name").GetString()) switch
    {
        (_, "Connection" or "Storage" or "SlackConnection" or "MailConnection") => "secret",
        ("Transcribe.WaitForApproval", "Recipients") => "ann@example.com",
        ("Transcribe.SubmitTranscription" or "Transcribe.Transcribe" or "Transcribe.Quote", "Url") => _host.Recording,
        ("Transcribe.SendEmail", "To") => "ann@example.com",
        (_, "Path" or "From") => "a.md",
        (_, "To") => "b.md",
        (_, "Title" or "Text" or "Template" or "Content" or "Data" or "Subject" or "Question") => "hello",
        _ => input.GetProperty("typeName").GetString()!.EndsWith("Object", StringComparison.Ordinal) ? "4821" : null,
    };

    // All at once: some repeat what was refused, after a pause.
    private Task RunAllAsync(IEnumerable<string> workflows) => Task.WhenAll(workflows.Select(async workflow =>
    {
        using var answer = await _host.Client.PostAsJsonAsync(new Uri($"elsa/api/workflow-definitions/{workflow}/execute", UriKind.Relative), new { }, Token);
        await SeeAsync($"running {workflow}", answer);
    }));

    private async Task SeeDefinitionsAsync()
    {
        var definitions = (await _host.GetAsync("elsa/api/workflow-definitions?pageSize=100")).GetProperty("items").EnumerateArray().ToList();
        foreach (var definition in definitions)
            await SeeAsync($"elsa/api/workflow-definitions/{definition.GetProperty("definitionId").GetString()}/export");
        await SeeArchiveAsync("elsa/api/bulk-actions/export/workflow-definitions", [.. definitions.Select(definition => definition.GetProperty("id").GetString()!)]);
    }

    private async Task SeeRunsAsync(int count)
    {
        var runs = (await _host.GetAsync("elsa/api/workflow-instances?pageSize=200")).GetProperty("items").EnumerateArray().Select(run => run.GetProperty("id").GetString()!).ToArray();
        runs.Should().HaveCount(count);
        foreach (var run in runs)
        {
            foreach (var part in new[] { "", "/execution-state", "/journal", "/variables", "/export" })
                await SeeAsync($"elsa/api/workflow-instances/{run}{part}");
            await SeeAsync($"elsa/api/activity-executions/list?workflowInstanceId={run}");
            await SeeAsync($"runs/{run}");
        }

        await SeeArchiveAsync("elsa/api/bulk-actions/export/workflow-instances", runs);
    }

    private async Task SeePagesAsync()
    {
        foreach (var path in new[]
        {
            "api/connections", "api/connections/types", "api/deliveries?take=200", "transcribe/api/overview", "transcribe/api/ledger/jobs", "transcribe/api/ledger/jobs.csv",
            "transcribe/api/ledger/spend", "elsa/api/audit-log", "elsa/api/secrets", "elsa/api/descriptors/activities",
        })
            await SeeAsync(path);

        foreach (var type in Types)
        {
            await SeeAsync($"api/connections/{type}/secret");
            using var test = await _host.Client.PostAsync(new Uri($"api/connections/{type}/secret/test", UriKind.Relative), null, Token);
            await SeeAsync($"testing {type}", test);
            using var rotation = await _host.Client.PostAsJsonAsync(
                new Uri($"api/connections/{type}/secret/rotate", UriKind.Relative), new { settings = new { nonsense = "SENTINEL-other" } }, Token);
            await SeeAsync($"rotating {type}", rotation);
        }
    }

    private async Task SeeAsync(string path)
    {
        using var answer = await _host.Client.GetAsync(new Uri(path, UriKind.Relative), Token);
        answer.StatusCode.Should().Be(HttpStatusCode.OK, path);
        await SeeAsync(path, answer);
    }

    private async Task<string> SeeAsync(string where, HttpResponseMessage answer)
    {
        var text = $"{string.Join('\n', answer.Headers)}\n{await answer.Content.ReadAsStringAsync(Token)}";
        _seen.Add((where, text));
        return text;
    }

    private async Task SeeArchiveAsync(string path, string[] ids)
    {
        using var answer = await _host.Client.PostAsJsonAsync(new Uri(path, UriKind.Relative), new { ids }, Token);
        await using var archive = new ZipArchive(await answer.Content.ReadAsStreamAsync(Token));
        archive.Entries.Should().HaveCount(ids.Length);
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(Token));
            _seen.Add(($"{path}: {entry.FullName}", await reader.ReadToEndAsync(Token)));
        }
    }

    private static async Task<string> ReadSharedAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(Token);
    }

    private Task SaveAsync(string type, object settings) => _host.SaveConnectionAsync(type, settings, "secret");
}
