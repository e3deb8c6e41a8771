using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MimeKit;
using Transcribe.Activities.Tests.Support;

namespace Transcribe.Acceptance.Gallery;

/// <summary>The tests of ready workflows share one host.</summary>
[CollectionDefinition(nameof(ReadyWorkflows))]
public sealed class ReadyWorkflows : ICollectionFixture<ReadyWorkflowHost>;

/// <summary>A host and those whom its workflows read from and write to. Each test has a workflow, and so a receiver, of its own.</summary>
public class ReadyWorkflowHost : IAsyncLifetime
{
    internal LocalHost Host { get; private set; } = null!;

    internal FakeSlack Slack { get; } = new();

    internal ScriptedServer Receiver { get; } = new();

    internal ScriptedServer Publisher { get; } = new();

    private protected virtual Dictionary<string, string?> Settings => [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Slack.StartAsync();
        await Receiver.StartAsync();
        await Publisher.StartAsync();
        Host = await LocalHost.StartAsync(Settings, Slack.Server.Address, Receiver.Address, Publisher.Address);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Host.DisposeAsync();
        await Publisher.DisposeAsync();
        await Receiver.DisposeAsync();
        await Slack.DisposeAsync();
    }

    /// <summary>Some seconds of speech, short because a recogniser listens as long as people spoke.</summary>
    internal static async Task<ByteArrayContent> AudioAsync(string? fileName = null, int seconds = 3)
    {
        var audio = new ByteArrayContent(await Sample.CutAsync(TimeSpan.FromSeconds(seconds)));
        audio.Headers.ContentType = new MediaTypeHeaderValue("audio/wav");
        if (fileName is not null)
            audio.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = fileName };
        return audio;
    }

    /// <summary>Puts some seconds of speech into a file.</summary>
    internal static async Task SpeakAsync(string path, int seconds)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, await Sample.CutAsync(TimeSpan.FromSeconds(seconds)), Token);
    }

    /// <summary>What a workflow file waits for; null: it is published.</summary>
    internal async Task<string?> UnpublishedAsync(string file) => (await Host.GetAsync("transcribe/api/overview")).GetProperty("unpublished").EnumerateArray()
        .Where(workflow => workflow.GetProperty("file").GetString() == file).Select(workflow => workflow.GetProperty("why").GetString()).SingleOrDefault();

    /// <summary>
    /// Changes a ready workflow as people do in the designer, and publishes it. A connection that was just saved makes the server look at the files
    /// of drafts again, which may put the file over a change of that very moment: whoever meets that saves once more.
    /// </summary>
    internal async Task ChangeAsync(string id, Action<JsonNode> change)
    {
        var workflow = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "workflows", $"{id}.json"), Token))!;
        change(workflow);
        await Eventually.HoldsAsync(
            async () =>
            {
                using var answer = await Host.Client.PostAsJsonAsync(new Uri("elsa/api/workflow-definitions/import", UriKind.Relative), workflow, Token);
                answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync(Token));
                using var published = await Host.Client.PostAsync(new Uri($"elsa/api/workflow-definitions/{id}/publish", UriKind.Relative), null, Token);
                return published.IsSuccessStatusCode;
            },
            $"{id} is published as it was changed");
    }

    /// <summary>The mails to somebody, once there are as many.</summary>
    internal Task<List<MimeMessage>> MailsAsync(string recipient, int count = 1) => Eventually.GetAsync(
        async () =>
        {
            var mails = new List<MimeMessage>();
            foreach (var file in Directory.Exists(Host.File("mail")) ? Directory.GetFiles(Host.File("mail"), "*.eml") : [])
                mails.Add(await MimeMessage.LoadAsync(file, Token));

            return mails.Where(mail => mail.To.ToString() == recipient).ToList() is var theirs && theirs.Count >= count ? theirs : null;
        },
        $"{recipient} has {count} mails",
        TimeSpan.FromMinutes(2));

    /// <summary>The text of the first file that fits, once there is one.</summary>
    internal Task<string> FileAsync(string folder, string pattern) => Eventually.GetAsync(
        async () => Directory.Exists(Host.File($"files/{folder}")) && Directory.GetFiles(Host.File($"files/{folder}"), pattern) is [{ } file, ..] ? await File.ReadAllTextAsync(file, Token) : null,
        $"there is a file {folder}/{pattern}",
        TimeSpan.FromMinutes(2));
}

/// <summary>A workflow as JSON.</summary>
internal static class WorkflowChanges
{
    /// <summary>Gives a variable another value.</summary>
    public static void SetVariable(this JsonNode workflow, string name, string value) =>
        workflow["variables"]!.AsArray().Single(variable => (string?)variable!["name"] == name)!["value"] = value;

    /// <summary>Gives an input of an activity another plain value.</summary>
    public static void SetInput(this JsonNode workflow, string activityId, string input, string value, string type = "String") =>
        workflow["root"]!["activities"]!.AsArray().Single(activity => (string?)activity!["id"] == activityId)![input] =
            new JsonObject { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };
}
