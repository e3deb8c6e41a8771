using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver.Slack;

/// <summary>Sends messages and files to Slack, part by part: what was sent is noted, and not sent again.</summary>
internal sealed class SlackSender(ConnectionSource<SlackSettings> connections, SlackClient client, IFileOpener files) : IDeliverySender
{
    public const string KindName = "slack";

    public string Kind => KindName;

    public IReadOnlyList<TimeSpan> Schedule => Schedules.Messages;

    public TimeSpan AttemptTimeout { get; } = TimeSpan.FromMinutes(5);

    public async Task<SendResult> SendAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        var settings = connections.Get(envelope.Connection);
        var message = JsonSerializer.Deserialize<SlackMessage>(envelope.Content)!;
        var progress = envelope.Progress is null ? new SlackProgress() : JsonSerializer.Deserialize<SlackProgress>(envelope.Progress)!;
        if (settings.BotToken is null && message.Files.Count > 0)
            return new SendResult.Rejected("An incoming webhook cannot send files; use a connection with a bot token.");
        if (settings.BotToken is not null && (message.Channel ?? settings.Channel) is null)
            return new SendResult.Rejected("No channel is named, neither by the activity nor by the connection.", "channel_not_found");

        while (progress.Messages < MessagesOf(message))
        {
            var answer = await PostAsync(settings, envelope.Id, message, progress, cancellationToken);
            if (answer.Failure() is { } failure)
                return failure;

            progress = progress with { Messages = progress.Messages + 1, Ts = progress.Ts ?? answer.Text("ts"), Channel = answer.Text("channel") ?? progress.Channel };
            await envelope.SaveProgress(JsonSerializer.Serialize(progress), cancellationToken);
        }

        while (progress.Files < message.Files.Count)
        {
            if (await UploadAsync(settings, message, progress, cancellationToken) is { } failure)
                return failure;

            progress = progress with { Files = progress.Files + 1 };
            await envelope.SaveProgress(JsonSerializer.Serialize(progress), cancellationToken);
        }

        return new SendResult.Delivered(new Dictionary<string, string> { ["ts"] = progress.Ts ?? string.Empty, ["channel"] = progress.Channel ?? message.Channel ?? string.Empty });
    }

    private static int MessagesOf(SlackMessage message) =>
        Math.Max(message.Texts.Count, (message.Blocks.Count + SlackText.MaxBlocks - 1) / SlackText.MaxBlocks);

    private async Task<SlackAnswer> PostAsync(SlackSettings settings, string id, SlackMessage message, SlackProgress progress, CancellationToken cancellationToken)
    {
        var part = progress.Messages;
        var body = new Dictionary<string, object>();
        if (part < message.Texts.Count)
            body["text"] = message.Texts[part];
        if (message.Blocks.Skip(part * SlackText.MaxBlocks).Take(SlackText.MaxBlocks).ToList() is { Count: > 0 } blocks)
            body["blocks"] = blocks;
        if (message.ThreadTs is { } thread)
            body["thread_ts"] = thread;
        if (settings.BotToken is null)
            return await client.PostWebhookAsync(settings, body, cancellationToken);

        body["channel"] = message.Channel ?? settings.Channel!;
        if (message.Replaces is { } ts)
        {
            body["ts"] = ts;
            return await client.CallAsync(settings, "chat.update", body, cancellationToken);
        }

        body["client_msg_id"] = MessageId(id, part);
        var answer = await client.CallAsync(settings, "chat.postMessage", body, cancellationToken);

        // Slack has it already: an attempt whose answer was lost.
        return answer.Error is "duplicate_client_msg_id" or "duplicate_message" ? answer with { IsOk = true } : answer;
    }

    /// <summary>The three steps of an upload: ask for an address, send the bytes there, put the file into the channel.</summary>
    private async Task<SendResult?> UploadAsync(SlackSettings settings, SlackMessage message, SlackProgress progress, CancellationToken cancellationToken)
    {
        var file = message.Files[progress.Files];
        var content = await file.OpenAsync(files, cancellationToken);
        var place = await client.CallAsync(
            settings, "files.getUploadURLExternal",
            new Dictionary<string, string> { ["filename"] = file.Name, ["length"] = content.Length.ToString(CultureInfo.InvariantCulture) }, cancellationToken);
        if (place.Failure() is { } refused)
            return refused;
        if (!Uri.TryCreate(place.Text("upload_url"), UriKind.Absolute, out var address) || place.Text("file_id") is not { } fileId)
            return new SendResult.TryAgain("Slack named no address for the file.");
        if ((await client.UploadAsync(address, content, cancellationToken)).Failure() is { } lost)
            return lost;

        var completion = new Dictionary<string, object>
        {
            ["files"] = new[] { new Dictionary<string, string> { ["id"] = fileId, ["title"] = file.Name } },
            ["channel_id"] = progress.Channel ?? message.Channel ?? settings.Channel!,
        };
        if ((message.ThreadTs ?? progress.Ts) is { Length: > 0 } thread)
            completion["thread_ts"] = thread;

        return (await client.CallAsync(settings, "files.completeUploadExternal", completion, cancellationToken)).Failure();
    }

    /// <summary>A UUID that is the same for the same part of the same delivery.</summary>
    private static string MessageId(string deliveryId, int part) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{deliveryId}/{part}")).AsSpan(0, 16)).ToString();
}
