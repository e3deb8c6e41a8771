using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>What a test makes through the API of a host before it looks at a page.</summary>
internal static class HostApi
{
    // A password takes the server as long to check as it is meant to take.
    private static readonly ConditionalWeakTable<ChildHost, Task<HttpClient>> Clients = [];

    /// <summary>A client that calls as the host's administrator, and is the same for all calls.</summary>
    public static Task<HttpClient> ClientAsync(this ChildHost host) => Clients.GetValue(host, host => host.SignInAsync());

    /// <summary>Calls the API as its administrator.</summary>
    public static async Task<JsonNode?> SendAsync(this ChildHost host, HttpMethod method, string path, object? body = null)
    {
        var client = await host.ClientAsync();
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        answer.IsSuccessStatusCode.Should().BeTrue(text);
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    /// <summary>Publishes a workflow of these activities, one after the other.</summary>
    public static Task PublishAsync(this ChildHost host, string id, string name, params object[] activities) => host.PublishWithAsync(id, name, new { }, activities);

    /// <summary>Publishes a workflow with custom properties.</summary>
    public static Task PublishWithAsync(this ChildHost host, string id, string name, object customProperties, params object[] activities) => host.SendAsync(
        HttpMethod.Post,
        "elsa/api/workflow-definitions",
        new { publish = true, model = new { definitionId = id, name, customProperties, root = new { type = "Elsa.Sequence", id = "root", activities } } });

    /// <summary>Starts a run; how it ends is the test's matter.</summary>
    public static async Task StartAsync(this ChildHost host, string id)
    {
        var client = await host.ClientAsync();
        using var answer = await client.PostAsJsonAsync(new Uri($"elsa/api/workflow-definitions/{id}/execute", UriKind.Relative), new { }, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends the sample recording to the ready workflow, and waits until its summary is stored.</summary>
    public static async Task TranscribeSampleAsync(this ChildHost host)
    {
        await host.SendAsync(HttpMethod.Post, "workflows/transcribe", new { url = new Uri(host.Address, "samples/team-meeting.wav") });
        await Eventually.HoldsAsync(
            async () => (await host.SendAsync(HttpMethod.Get, "transcribe/api/ledger/jobs?status=completed"))!["data"]!.AsArray()
                .Any(job => job!["deliveredTo"]!.AsArray().Any(to => (string?)to!["state"] == "Delivered")),
            "the sample is transcribed and stored");
    }

    /// <summary>An input with a plain value.</summary>
    public static object Literal(object value, string type = "String") => new { typeName = type, expression = new { type = "Literal", value } };

    /// <summary>An input that a script makes.</summary>
    public static object Script(string value) => new { typeName = "String", expression = new { type = "JavaScript", value } };
}
