using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Server.Tests.Studio;
using Transcribe.Engine.Server.Tests.Support;

namespace Transcribe.Engine.Server.Tests.Identity;

/// <summary>Secrets: written, used, and seen by nobody.</summary>
public sealed class SecretTests : IAsyncLifetime
{
    private const string Sentinel = "hunter2-is-no-password";

    private readonly List<string?> _seen = [];
    private readonly StudioServer _server = new() { Logs = new LogCollector() };
    private WebServer _other = null!;

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        _other = await WebServer.StartAsync(_ => { }, app => app.MapFallback((HttpContext http) =>
        {
            _seen.Add(http.Request.Headers.Authorization);
            return "fine";
        }));
    }

    public async ValueTask DisposeAsync()
    {
        var token = _server.Client.DefaultRequestHeaders.Authorization!.Parameter!;
        await _other.DisposeAsync();
        await _server.DisposeAsync();

        // Whatever a test did: not at any level, from the first start to the last stop.
        _server.Logs!.Lines.Should().NotBeEmpty().And.NotContain(line => line.Contains(Sentinel, StringComparison.Ordinal) || line.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Secret_Created_IsAnsweredWithoutItsValueEverywhere()
    {
        var (_, created) = await CallAsync(HttpMethod.Post, "secrets", new
        {
            name = "SmsApiKey", displayName = "SMS", description = "For SMS.", typeName = "text", storeName = "encrypted", scope = "sms", value = Sentinel, configurationKey = (string?)null, metadata = new { },
        });

        created!.AsObject().Select(member => member.Key).Should().BeEquivalentTo(["id", "name", "displayName", "description", "typeName", "storeName", "scope", "status", "currentVersion", "createdAt"]);
        ((string)created["status"]!).Should().Be("Active");
        ((int)created["currentVersion"]!).Should().Be(1);
        var answers = new[]
        {
            created, (await CallAsync(HttpMethod.Get, "secrets")).Body!, (await CallAsync(HttpMethod.Get, "secrets/SmsApiKey")).Body!,
            (await CallAsync(HttpMethod.Post, "secrets/picker", new { search = (string?)null, activeOnly = true })).Body!, (await CallAsync(HttpMethod.Get, "secrets/descriptors")).Body!,
            (await CallAsync(HttpMethod.Get, "audit-log")).Body!,
        };
        answers.Should().OnlyContain(answer => !answer.ToJsonString().Contains(Sentinel, StringComparison.Ordinal));
        ((string)answers[^1]["items"]![0]!["action"]!).Should().Be("create secret");
        ((string)answers[^1]["items"]![0]!["target"]!).Should().Be("SmsApiKey");
    }

    [Theory]
    [InlineData("""{"name":"Key","typeName":"text","scope":null}""")]
    [InlineData("Key")]
    public async Task Secret_InAnAuthorization_IsSentAndKeptNowhere(string reference)
    {
        await CreateAsync("Key", $"Bearer {Sentinel}");
        await PublishAsync(Calling(reference), HttpStatusCode.OK);

        var instance = await RunAsync();

        ((string)instance["subStatus"]!).Should().Be("Finished");
        _seen.Should().Equal($"Bearer {Sentinel}");
        var id = (string)instance["id"]!;
        foreach (var path in new[]
        {
            $"workflow-instances/{id}", $"workflow-instances/{id}/journal", $"workflow-instances/{id}/export", $"activity-executions/list?workflowInstanceId={id}",
            "workflow-definitions/by-definition-id/calling", "workflow-definitions/calling/export", "audit-log",
        })
            (await TextAsync(path)).Should().NotContain(Sentinel, path);
        FilesOf(_server.Database).Should().NotContain(text => text.Contains(Sentinel, StringComparison.Ordinal), "it is encrypted, and nothing has a copy");
    }

    [Fact]
    public async Task Secret_WhereItWouldBeKept_IsRefusedAtPublishingAndAtTheRun()
    {
        await CreateAsync("Key", Sentinel);
        var writing = Workflow("""{ "id": "w", "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "Secret", "value": "Key" } } }""");

        var refused = await PublishAsync(writing, HttpStatusCode.BadRequest);
        await PublishAsync(writing, HttpStatusCode.OK, publish: false);
        var instance = await RunAsync("Latest");

        refused.ToJsonString().Should().Contain("kept with the run");
        ((string)instance["subStatus"]!).Should().Be("Faulted");
        instance.ToJsonString().Should().Contain("kept with the run").And.NotContain(Sentinel);
    }

    [Fact]
    public async Task Publish_WithASecretThatIsNotThere_NamesIt()
    {
        var refused = await PublishAsync(Calling("Missing"), HttpStatusCode.BadRequest);

        refused.ToJsonString().Should().Contain("There is no secret \\u0027Missing\\u0027");
    }

    [Fact]
    public async Task Secret_ThatDoesNotFitItsInput_IsNotQuoted()
    {
        await CreateAsync("Key", Sentinel);
        var headers = Workflow($$"""
            { "id": "call", "type": "Elsa.FlowSendHttpRequest", "url": "{{_other.Address}}", "requestHeaders": { "typeName": "HttpHeaders", "expression": { "type": "Secret", "value": "Key" } } }
            """);
        await PublishAsync(headers, HttpStatusCode.OK);

        var instance = await RunAsync();

        ((string)instance["subStatus"]!).Should().Be("Faulted");
        instance.ToJsonString().Should().Contain("The secret \\u0027Key\\u0027 is no").And.NotContain(Sentinel);
        FilesOf(_server.Database).Should().NotContain(text => text.Contains(Sentinel, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Secret_RevokedAndRotated_CanBeUsedAgain()
    {
        await CreateAsync("Key", "Bearer old");
        await PublishAsync(Calling("Key"), HttpStatusCode.OK);

        ((string)(await CallAsync(HttpMethod.Post, "secrets/Key/revoke")).Body!["status"]!).Should().Be("Revoked");
        var faulted = await RunAsync();
        var test = (await CallAsync(HttpMethod.Post, "secrets/Key/test")).Body!;
        var rotated = (await CallAsync(HttpMethod.Post, "secrets/Key/rotate", new { value = "Bearer new" })).Body!;
        await RunAsync();

        faulted.ToJsonString().Should().Contain("was revoked");
        test.ToJsonString().Should().StartWith("""{"succeeded":false,"error":"The secret""");
        ((string)rotated["status"]!).Should().Be("Active");
        ((int)rotated["currentVersion"]!).Should().Be(2);
        (await CallAsync(HttpMethod.Post, "secrets/Key/test")).Body!.ToJsonString().Should().Be("""{"succeeded":true}""");
        _seen.Should().Equal("Bearer new");
    }

    [Theory]
    [InlineData("secrets", """{ "name": "Key", "value": "x" }""", "already")]
    [InlineData("secrets", """{ "name": "a b", "value": "x" }""", "letters, digits")]
    [InlineData("secrets", """{ "name": "Other" }""", "needs a value")]
    [InlineData("secrets", """{ "name": "Other", "value": "x", "typeName": "rsa-key" }""", "rsa-key")]
    [InlineData("secrets", """{ "name": "Other", "storeName": "configuration", "configurationKey": "Some:Key" }""", "no configuration key")]
    [InlineData("secrets", """{ "name": "Other", "value": "x", "expiresAt": "2020-01-01T00:00:00Z" }""", "expired already")]
    [InlineData("secrets/Key", """{ "value": "x" }""", "rotate")]
    [InlineData("secrets/Key/rotate", """{ "value": "" }""", "needs a value")]
    public async Task Change_ThatCannotBe_SaysWhy(string path, string body, string reason)
    {
        await CreateAsync("Key", "x");

        var (status, answer) = await CallAsync(HttpMethod.Post, path, JsonNode.Parse(body));

        status.Should().Be(HttpStatusCode.BadRequest);
        ((string)answer!["errors"]!["generalErrors"]![0]!).Should().Contain(reason);
    }

    [Fact]
    public async Task Description_ChangedAndDeleted_IsSo()
    {
        await CreateAsync("Key", "x");

        var (_, changed) = await CallAsync(HttpMethod.Post, "secrets/Key", new { displayName = "The key", description = "New." });
        var (deleted, _) = await CallAsync(HttpMethod.Delete, "secrets/Key");

        ((string)changed!["displayName"]!).Should().Be("The key");
        ((string)changed["description"]!).Should().Be("New.");
        deleted.Should().Be(HttpStatusCode.NoContent);
        (await CallAsync(HttpMethod.Get, "secrets/Key")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Picker_OfAnAuthor_OffersNamesAndNoCreation()
    {
        await CreateAsync("Key", "x");
        await CreateAsync("Sms", "x", "sms");
        await CreateAsync("Mail", "x", "mail");
        await CallAsync(HttpMethod.Post, "secrets/Key/revoke");
        await CallAsync(HttpMethod.Post, "identity/users", new { name = "ann", password = "a good password", roles = new[] { "author" } });
        using var author = new HttpClient { BaseAddress = _server.Client.BaseAddress };
        await author.SignInAsync("ann", "a good password");

        var (_, mine) = await CallAsync(HttpMethod.Post, "secrets/picker", new { activeOnly = true, scope = "sms", typeNames = new[] { "text" } });
        var (_, theirs) = await IdentityServer.SendAsync(author, HttpMethod.Post, "secrets/picker", new { activeOnly = false, search = "k" });

        mine!["items"]!.AsArray().Select(item => (string)item!["name"]!).Should().Equal("Sms");
        ((bool)mine["canCreateInline"]!).Should().BeTrue();
        theirs!["items"]!.AsArray().Select(item => (string)item!["name"]!).Should().Equal("Key");
        ((bool)theirs["canCreateInline"]!).Should().BeFalse();
        (await IdentityServer.SendAsync(author, HttpMethod.Post, "secrets", new { name = "Own", value = "x" })).Status.Should().Be(HttpStatusCode.Forbidden);
        (await IdentityServer.SendAsync(author, HttpMethod.Get, "secrets")).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Value_MovedToAnotherRow_OrWithoutItsKeys_CannotBeRead()
    {
        await CreateAsync("Mine", "x");
        await CreateAsync("Theirs", Sentinel);
        var contexts = _server.Services.GetRequiredService<IDbContextFactory<IdentityDbContext>>();
        await using (var database = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            var secrets = await database.NamedSecrets.ToDictionaryAsync(secret => secret.Name, TestContext.Current.CancellationToken);
            secrets["Mine"].ProtectedValue = secrets["Theirs"].ProtectedValue;
            await database.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var elsewhere = CreateVault(contexts, new EphemeralDataProtectionProvider(), TimeProvider.System);

        ((string)(await CallAsync(HttpMethod.Post, "secrets/Mine/test")).Body!["error"]!).Should().Contain("cannot be decrypted");
        (await elsewhere.Invoking(vault => vault.RevealAsync("Theirs", TestContext.Current.CancellationToken)).Should().ThrowAsync<SecretUnusableException>())
            .WithMessage("*cannot be decrypted*");
    }

    [Fact]
    public async Task Secret_AfterItsDay_IsExpired()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-23T10:00:00Z"));
        var sut = CreateVault(_server.Services.GetRequiredService<IDbContextFactory<IdentityDbContext>>(), new EphemeralDataProtectionProvider(), clock);
        var secret = await sut.CreateAsync(new SecretDraft { Name = "Brief", Value = "x", ExpiresAt = clock.GetUtcNow().AddDays(1) }, Caller.Host, TestContext.Current.CancellationToken);
        (await sut.RevealAsync("Brief", TestContext.Current.CancellationToken)).Should().Be("x");

        clock.Advance(TimeSpan.FromDays(1));

        secret.StatusAt(clock.GetUtcNow()).Should().Be("Expired");
        (await sut.Invoking(vault => vault.RevealAsync("Brief", TestContext.Current.CancellationToken)).Should().ThrowAsync<SecretUnusableException>()).WithMessage("*has expired*");
    }

    private static SecretVault CreateVault(IDbContextFactory<IdentityDbContext> contexts, IDataProtectionProvider protection, TimeProvider clock) =>
        new(contexts, protection, new AuditLog(contexts, clock), clock);

    private string Calling(string reference) => Workflow($$"""
        { "id": "call", "type": "Elsa.FlowSendHttpRequest", "url": "{{_other.Address}}",
          "authorization": { "typeName": "String", "expression": { "type": "Secret", "value": {{JsonValue.Create(reference).ToJsonString()}} } } }
        """);

    private static string Workflow(string activity) =>
        $$"""{ "definitionId": "calling", "name": "Calling", "root": { "id": "root", "type": "Elsa.Sequence", "activities": [ {{activity}} ] } }""";

    private async Task CreateAsync(string name, string value, string? scope = null) =>
        (await CallAsync(HttpMethod.Post, "secrets", new { name, value, scope })).Status.Should().Be(HttpStatusCode.OK);

    private async Task<JsonNode> PublishAsync(string model, HttpStatusCode expected, bool publish = true)
    {
        var (status, body) = await CallAsync(HttpMethod.Post, "workflow-definitions", new JsonObject { ["model"] = JsonNode.Parse(model), ["publish"] = publish });
        status.Should().Be(expected, body?.ToJsonString());
        return body!;
    }

    private async Task<JsonNode> RunAsync(string version = "Published")
    {
        var (_, body) = await CallAsync(HttpMethod.Post, "workflow-definitions/calling/execute", new { versionOptions = version });
        return (await CallAsync(HttpMethod.Get, $"workflow-instances/{body!["workflowState"]!["id"]}")).Body!;
    }

    private Task<(HttpStatusCode Status, JsonNode? Body)> CallAsync(HttpMethod method, string path, object? body = null) =>
        IdentityServer.SendAsync(_server.Client, method, path, body);

    private Task<string> TextAsync(string path) => _server.Client.GetStringAsync(new Uri($"/elsa/api/{path}", UriKind.Relative), TestContext.Current.CancellationToken);

    private static IEnumerable<string> FilesOf(string database) => Directory.EnumerateFiles(Path.GetDirectoryName(database)!).Select(path =>
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, Encoding.Latin1);
        return reader.ReadToEnd();
    });
}
