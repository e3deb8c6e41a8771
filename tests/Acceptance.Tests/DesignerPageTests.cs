using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Text.Json;

namespace Transcribe.Acceptance;

/// <summary>The designer's page and files as a browser asks for them.</summary>
public sealed class DesignerPageTests(SharedHost shared) : IClassFixture<SharedHost>, IDisposable
{
    private readonly HttpClient _client = new(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.None });

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Page_OfTheDesigner_IsStrictAndItsFilesAreCompressedAndKept()
    {
        Component.Studio.Require();
        foreach (var path in new[] { "studio/", "studio/workflows/definitions/transcribe-url/edit", "studio/workflows/instances" })
        {
            using var page = await GetAsync(path);
            page.StatusCode.Should().Be(HttpStatusCode.OK);
            page.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
            var policy = page.Headers.GetValues("Content-Security-Policy").Single();
            page.Content.Headers.ContentEncoding.Should().Equal("br");
            page.Headers.GetValues("Link").Should().Contain(link => link.Contains("dotnet.native") && link.Contains("as=fetch") && link.Contains("integrity"));
            policy.Should().Contain("default-src 'none'").And.Contain("connect-src 'self'").And.NotContain("http").And.NotContain(" 'unsafe-eval'");
        }

        using var runtime = await GetAsync("studio/_framework/blazor.webassembly.js");
        runtime.Content.Headers.ContentEncoding.Should().Equal("br");
        runtime.Content.Headers.ContentType!.MediaType.Should().Be("text/javascript");
        runtime.Headers.CacheControl!.NoCache.Should().BeTrue("its name does not tell its content");

        using var assembly = await GetAsync("studio/_framework/" + Path.GetFileName(FindAssembly()));
        assembly.Content.Headers.ContentType!.MediaType.Should().Be("application/wasm");
        assembly.Headers.CacheControl!.ToString().Should().Contain("immutable");
        assembly.Headers.Vary.Should().Contain("Accept-Encoding");

        using var outside = await GetAsync("studio/_framework/..%2f..%2fpackage.json");
        outside.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Bundle_OfTheRuntime_HoldsEachAssemblyAsItIs()
    {
        Component.Studio.Require();

        using var zipped = await GetAsync("studio/_framework/bundle", "gzip");
        using var answer = await GetAsync("studio/_framework/bundle");

        zipped.Content.Headers.ContentEncoding.Should().Equal("gzip");
        answer.Content.Headers.ContentEncoding.Should().Equal("br");
        answer.Headers.CacheControl!.NoCache.Should().BeTrue("its name does not tell its content");
        await using var brotli = new BrotliStream(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), CompressionMode.Decompress);
        await using var gzip = new GZipStream(await zipped.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), CompressionMode.Decompress);
        var files = await UnbundleAsync(brotli);
        (await UnbundleAsync(gzip)).Keys.Should().Equal(files.Keys);
        files.Keys.Should().Contain(Directory.EnumerateFiles(Framework, "*.wasm").Select(file => Path.GetFileName(file)).Where(name => !name.StartsWith("dotnet.", StringComparison.Ordinal)));
        foreach (var (name, content) in files)
            content.Should().Equal(await File.ReadAllBytesAsync(Path.Combine(Framework, name), TestContext.Current.CancellationToken), name);
    }

    [Fact]
    public async Task Answers_OfTheApi_AreCompressedUnlessTheyHoldSecrets()
    {
        using var signedIn = await shared.Host.SignInAsync();
        _client.DefaultRequestHeaders.Authorization = signedIn.DefaultRequestHeaders.Authorization;

        foreach (var path in new[] { "elsa/api/descriptors/activities", "elsa/api/descriptors/variables", "elsa/api/workflow-definitions/by-definition-id/transcribe-url", "shell/shell.css" })
        {
            using var answer = await GetAsync(path);
            answer.Content.Headers.ContentEncoding.Should().Equal(["br"], path);
            answer.Headers.Vary.Should().Contain("Accept-Encoding");
        }

        foreach (var path in new[] { "elsa/api/identity/users", "elsa/api/identity/me", "elsa/api/secrets", "api/connections" })
        {
            using var answer = await GetAsync(path);
            answer.StatusCode.Should().Be(HttpStatusCode.OK);
            answer.Content.Headers.ContentEncoding.Should().BeEmpty(path);
        }
    }

    private static string Framework => Path.Combine(Repository.Root, "src/Host/studio/node_modules/@elsa-workflows/elsa-studio-wasm/_framework");

    private static string FindAssembly() => Directory.EnumerateFiles(Framework, "Elsa.Studio.Workflows.*.wasm").First();

    // The length of a table, the table of names and lengths, the contents.
    private static async Task<Dictionary<string, byte[]>> UnbundleAsync(Stream bundle)
    {
        var length = await ReadAsync(bundle, sizeof(int));
        var table = JsonDocument.Parse(await ReadAsync(bundle, BinaryPrimitives.ReadInt32BigEndian(length)));
        var files = new Dictionary<string, byte[]>();
        foreach (var row in table.RootElement.EnumerateArray())
            files.Add(row[0].GetString()!, await ReadAsync(bundle, row[1].GetInt32()));
        return files;
    }

    private static async Task<byte[]> ReadAsync(Stream stream, int length)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken);
        return bytes;
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string encodings = "gzip, deflate, br")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(shared.Host.Address, path));
        request.Headers.AcceptEncoding.ParseAdd(encodings);
        return await _client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
