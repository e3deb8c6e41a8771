using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Tests.Support;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Server.Tests.Http.WorkflowServer;

namespace Transcribe.Engine.Server.Tests.Http;

/// <summary>Files that come with requests, are downloaded, and are sent as answers.</summary>
public sealed class HttpFileTests : IAsyncLifetime
{
    private WebServer _other = null!;
    private WorkflowServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _other = await WebServer.StartAsync(_ => { }, app =>
        {
            app.MapGet("/talks/a talk.mp3", () => TypedResults.Bytes("sound"u8.ToArray(), "audio/mpeg"));
            app.MapGet("/named", () => TypedResults.Bytes("sound"u8.ToArray(), "audio/mpeg", "Ünlü.mp3"));
        });
        _server = await WorkflowServer.StartAsync(other: _other);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    [Trait("Scenario", "57 Request and file limits")]
    public async Task Upload_WithFieldsAndFiles_ReachesTheWorkflow()
    {
        await PublishAsync("up", Upload(string.Empty), Respond("`${variables.Body.title}: ${variables.F.FileName} ${variables.F.Length} of ${variables.All.length}`"));

        using var response = await PostAsync(("a.mp3", "audio/mpeg", "sound"), ("empty.txt", "text/plain", string.Empty));

        (await response.Content.ReadAsStringAsync(Token)).Should().Be("Talk: a.mp3 5 of 2");
    }

    [Theory]
    [Trait("Scenario", "57 Request and file limits")]
    [InlineData(""","fileSizeLimit": 4""", HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(""","allowedFileExtensions": [".wav"]""", HttpStatusCode.UnsupportedMediaType)]
    [InlineData(""","blockedFileExtensions": ["MP3"]""", HttpStatusCode.UnsupportedMediaType)]
    [InlineData(""","allowedMimeTypes": ["audio/wav"]""", HttpStatusCode.UnsupportedMediaType)]
    [InlineData(""","fileSizeLimit": 5, "allowedFileExtensions": ["mp3"], "allowedMimeTypes": ["AUDIO/MPEG"]""", HttpStatusCode.OK)]
    public async Task Upload_FileThatIsNotTaken_IsRefusedAndStartsNothing(string rules, HttpStatusCode status)
    {
        await PublishAsync("up", Upload(rules), Respond("'taken'"));

        using var response = await PostAsync(("a.mp3", "audio/mpeg", "sound"));

        response.StatusCode.Should().Be(status);
        (await InstancesAsync()).Should().HaveCount(status == HttpStatusCode.OK ? 1 : 0);
    }

    [Theory]
    [InlineData(""","fileSizeLimit": 4, "exposeFileTooLargeOutcome": true""", "File too large")]
    [InlineData(""","blockedFileExtensions": [".mp3"], "exposeInvalidFileExtensionOutcome": true""", "Invalid file extension")]
    [InlineData(""","allowedMimeTypes": ["a/b"], "exposeInvalidFileMimeTypeOutcome": true""", "Invalid file MIME type")]
    [InlineData(""","requestSizeLimit": 10, "exposeRequestTooLargeOutcome": true""", "Request too large")]
    public async Task Upload_RejectionThatIsExposed_IsAnOutcome(string rules, string outcome)
    {
        await _server.PublishAsync(
            $$"""
            { "definitionId": "up", "root": { "id": "flow", "type": "Elsa.Flowchart",
              "activities": [ {{Upload(rules).Replace("\"type\"", "\"id\": \"in\", \"type\"", StringComparison.Ordinal)}}, {{Respond("'no'").Replace("\"type\": \"Elsa.WriteHttpResponse\"", "\"id\": \"no\", \"type\": \"Elsa.WriteHttpResponse\"", StringComparison.Ordinal)}} ],
              "connections": [ { "source": { "activity": "in", "port": "{{outcome}}" }, "target": { "activity": "no" } } ] } }
            """);

        using var response = await PostAsync(("a.mp3", "audio/mpeg", "sound"));

        (await response.Content.ReadAsStringAsync(Token)).Should().Be("no");
    }

    [Fact]
    public async Task Upload_RejectionThatIsExposed_GivesTheWorkflowItsFieldsAndNoFile()
    {
        await PublishAsync("up", Upload(""","fileSizeLimit": 4, "exposeFileTooLargeOutcome": true"""), Respond("`${variables.Body.title}: ${variables.F} ${variables.All}`"));

        using var response = await PostAsync(("a.mp3", "audio/mpeg", "sound"));

        (await response.Content.ReadAsStringAsync(Token)).Should().Be("Talk: null null");
    }

    [Fact]
    public async Task Response_WithTheStreamOfADownload_SendsItsBytes()
    {
        await PublishAsync(
            "get",
            Endpoint("get"),
            $$"""{ "type": "Elsa.DownloadHttpFile", "url": "{{_other.Address}}named", "responseContentStream": { "typeName": "Object", "memoryReference": { "id": "v" } } }""",
            """{ "type": "Elsa.WriteHttpResponse", "content": { "typeName": "Object", "expression": { "type": "Variable", "value": { "id": "v" } } } }""");

        using var response = await _server.GetAsync("get");

        (await response.Content.ReadAsStringAsync(Token)).Should().Be("sound");
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/octet-stream");
    }

    [Fact]
    public async Task Post_Audio_IsAFileThatCanBeSentBack()
    {
        await PublishAsync(
            "echo",
            """{ "type": "Elsa.HttpEndpoint", "path": "up", "supportedMethods": ["POST"], "parsedContent": { "typeName": "Object", "memoryReference": { "id": "body" } }, "customProperties": { "canStartWorkflow": true } }""",
            """{ "type": "Elsa.WriteFileHttpResponse", "filename": "back.mp3", "content": { "typeName": "Object", "expression": { "type": "Variable", "value": { "id": "body" } } } }""");
        using var content = new ByteArrayContent([1, 2, 3]) { Headers = { ContentType = new MediaTypeHeaderValue("audio/mpeg") } };

        using var response = await _server.Client.PostAsync(new Uri("up", UriKind.Relative), content, Token);

        (await response.Content.ReadAsByteArrayAsync(Token)).Should().Equal(1, 2, 3);
        response.Content.Headers.ContentType!.MediaType.Should().Be("audio/mpeg");
        response.Content.Headers.ContentDisposition!.FileName.Should().Be("back.mp3");
    }

    [Fact]
    public async Task FileResponse_SeveralFiles_IsAZipThatCanBeResumed()
    {
        await PublishAsync("zip", Endpoint("zip"), FileResponse("['one', 'two']", ""","enableResumableDownloads": true, "entityTag": "v1" """));

        var whole = await _server.Client.GetByteArrayAsync(new Uri("zip", UriKind.Relative), Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("zip", UriKind.Relative)) { Headers = { Range = new RangeHeaderValue(10, null) } };
        using var rest = await _server.Client.SendAsync(request, Token);

        using var zip = new ZipArchive(new MemoryStream(whole));
        zip.Entries.Select(entry => new StreamReader(entry.Open()).ReadToEnd()).Should().Equal("one", "two");
        rest.StatusCode.Should().Be(HttpStatusCode.PartialContent);
        rest.Headers.ETag!.Tag.Should().Be("\"v1\"");
        (await rest.Content.ReadAsByteArrayAsync(Token)).Should().Equal(whole[10..]);
    }

    [Fact]
    public async Task FileResponse_Nothing_Is204()
    {
        await PublishAsync("none", Endpoint("none"), FileResponse("null"));

        using var response = await _server.Client.GetAsync(new Uri("none", UriKind.Relative), Token);

        response.StatusCode.Should().Be(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task FileResponse_PathOfThisServer_IsSentAsTheTextThatItIs()
    {
        await PublishAsync("path", Endpoint("path"), FileResponse("'/etc/passwd'"));

        (await _server.Client.GetStringAsync(new Uri("path", UriKind.Relative), Token)).Should().Be("/etc/passwd");
    }

    [Fact]
    public async Task FileResponse_WithoutARequest_FaultsAndSaysWhy()
    {
        await PublishAsync("alone", FileResponse("'x'"));

        var run = await _server.Get<IWorkflowRuntime>().StartAsync(new StartWorkflowRequest { DefinitionId = "alone" }, Token);

        run.State.Incidents.Single().Message.Should().Contain("has no request to answer");
    }

    [Theory]
    [InlineData("talks/a%20talk.mp3", "a talk.mp3")]
    [InlineData("named", "Ünlü.mp3")]
    public async Task Download_File_HasItsNameTypeAndContent(string path, string filename)
    {
        await PublishAsync(
            "get",
            Endpoint("get"),
            $$"""{ "type": "Elsa.DownloadHttpFile", "url": "{{_other.Address}}{{path}}", "result": { "typeName": "Object", "memoryReference": { "id": "body" } } }""",
            """{ "type": "Elsa.WriteFileHttpResponse", "content": { "typeName": "Object", "expression": { "type": "Variable", "value": { "id": "body" } } } }""");

        using var response = await _server.Client.GetAsync(new Uri("get", UriKind.Relative), Token);

        (await response.Content.ReadAsStringAsync(Token)).Should().Be("sound");
        response.Content.Headers.ContentType!.MediaType.Should().Be("audio/mpeg");
        (response.Content.Headers.ContentDisposition!.FileNameStar ?? response.Content.Headers.ContentDisposition.FileName).Should().Be(filename);
    }

    [Fact]
    public async Task File_AfterAWait_SaysThatItsContentIsGone()
    {
        await PublishAsync(
            "late",
            $$"""{ "type": "Elsa.DownloadHttpFile", "url": "{{_other.Address}}named", "result": { "typeName": "Object", "memoryReference": { "id": "body" } } }""",
            """{ "type": "Elsa.Event", "eventName": "go" }""",
            Respond("'x'").Replace("JavaScript", "Variable", StringComparison.Ordinal).Replace("\"'x'\"", """{ "id": "body" }""", StringComparison.Ordinal).Replace("WriteHttpResponse", "WriteLine", StringComparison.Ordinal),
            """{ "type": "Elsa.RunJavaScript", "script": "return variables.Body.Content" }""");
        var run = await _server.Get<IWorkflowRuntime>().StartAsync(new StartWorkflowRequest { DefinitionId = "late" }, Token);

        await _server.Get<IEventPublisher>().PublishAsync("go", cancellationToken: Token);

        var state = (await _server.Get<IInstanceReader>().ReadStateAsync(run.WorkflowInstanceId, Token))!;
        state.Incidents.Single().Message.Should().Contain("Save it to a storage before the wait.");
    }

    [Fact]
    public async Task Request_OddAuthorization_IsRefusedWithoutRepeatingIt()
    {
        await PublishAsync("odd", $$"""{ "type": "Elsa.FlowSendHttpRequest", "url": "{{_other.Address}}busy", "authorization": "top,secret value" }""");

        var run = await _server.Get<IWorkflowRuntime>().StartAsync(new StartWorkflowRequest { DefinitionId = "odd" }, Token);

        run.State.Incidents.Single().Message.Should().Contain("Authorization header").And.NotContain("secret");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<HttpResponseMessage> PostAsync(params (string Name, string Type, string Text)[] files)
    {
        using var form = new MultipartFormDataContent { { new StringContent("Talk"), "title" } };
        foreach (var (name, type, text) in files)
            form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)) { Headers = { ContentType = new MediaTypeHeaderValue(type) } }, "files", name);

        return await _server.Client.PostAsync(new Uri("up", UriKind.Relative), form, Token);
    }

    private Task<IReadOnlyList<InstanceRow>> InstancesAsync() => _server.InstancesAsync();

    private Task<DefinitionRow> PublishAsync(string id, params string[] activities) => _server.PublishAsync(id, activities);

    private static string Upload(string rules) => $$"""
        { "type": "Elsa.HttpEndpoint", "path": "up", "supportedMethods": ["POST"], "customProperties": { "canStartWorkflow": true } {{rules}},
          "parsedContent": { "typeName": "Object", "memoryReference": { "id": "body" } },
          "file": { "typeName": "Object", "memoryReference": { "id": "f" } }, "files": { "typeName": "Object", "memoryReference": { "id": "all" } } }
        """;

    private static string FileResponse(string script, string more = "") => $$"""
        { "type": "Elsa.WriteFileHttpResponse", "content": { "typeName": "Object", "expression": { "type": "JavaScript", "value": {{JsonSerializer.Serialize(script)}} } } {{more}} }
        """;
}
