using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver.Slack;

/// <summary>
/// Sends a message, and files, to Slack. What is too long becomes several messages; files go into the message's thread. A bot's message
/// carries an id that comes from the delivery, against doubles.
/// </summary>
[Activity(
    Namespace = Palette.Namespace,
    Category = Palette.Outputs,
    DisplayName = "Send to Slack",
    Description = "Send a message, with blocks and files, to a Slack channel or thread.",
    Kind = ActivityKind.Task)]
[FlowNode(Delivered, ChannelNotFound, NotInChannel, Archived, InvalidAuth, Rejected, Failed)]
[FailureOutcomes(ChannelNotFound, NotInChannel, Archived, InvalidAuth, Rejected, Failed)]
[Output(Description = "The message's ts, by which another message can reply to it; empty from an incoming webhook.")]
public sealed class SendToSlack : DeliveryActivity
{
    /// <summary>There is no such channel, or the bot cannot see it.</summary>
    public const string ChannelNotFound = "Channel Not Found";

    /// <summary>Somebody must invite the bot to the channel.</summary>
    public const string NotInChannel = "Not In Channel";

    /// <summary>The channel is archived: nobody can write there any more.</summary>
    public const string Archived = "Archived";

    /// <summary>The connection must be mended: its token or webhook is not accepted, or lacks a scope.</summary>
    public const string InvalidAuth = "Invalid Auth";

    /// <inheritdoc/>
    public SendToSlack([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>In Slack's mrkdwn.</summary>
    [Input(
        Description = "The text, in Slack's mrkdwn; with blocks, what notifications show. A template, for example *{{ summary.title | slack_escape }}*",
        UIHint = InputUIHints.MultiLine,
        DefaultSyntax = "Scriban",
        Order = 1)]
    public Input<string?> Text { get; set; } = null!;

    /// <summary>An id or a name.</summary>
    [Input(Description = "The channel, by id or name; empty for the connection's.", Order = 2)]
    public Input<string?> Channel { get; set; } = null!;

    /// <summary>A JSON list.</summary>
    [Input(Description = "Block Kit blocks: a JSON list, which a template can make.", UIHint = InputUIHints.CodeEditor, DefaultSyntax = "Scriban", Order = 3)]
    public Input<object?> Blocks { get; set; } = null!;

    /// <summary>A ts.</summary>
    [Input(DisplayName = "Reply to", Description = "The ts of the message to reply to: the result of another Send to Slack; empty for a new message.", Order = 4)]
    public Input<string?> ReplyTo { get; set; } = null!;

    /// <summary>Stored files, or objects with a name and content.</summary>
    [Input(Description = "Files to upload: stored files, or objects such as { name: 'talk.srt', content: '…' }; needs a bot token.", UIHint = InputUIHints.MultiLine, Order = 5)]
    public Input<object?> Files { get; set; } = null!;

    /// <summary>A name, never a token.</summary>
    [Input(
        Description = "The connection to Slack.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(SlackConnectionOptionsProvider),
        DefaultValue = ConnectionNames.Default,
        Order = 6)]
    public Input<string> Connection { get; set; } = new(ConnectionNames.Default);

    /// <summary>The id of the channel.</summary>
    [Output(DisplayName = "Channel id", Description = "The id of the channel.")]
    public Output<string> ChannelId { get; set; } = null!;

    private protected override string Kind => SlackSender.KindName;

    private protected override async Task<DeliveryDraft?> DraftAsync(ActivityExecutionContext context)
    {
        var channel = Trim(Channel.GetOrDefault(context));
        var message = new SlackMessage
        {
            Channel = channel,
            Texts = SlackText.Split(Text.GetOrDefault(context) ?? string.Empty),
            Blocks = ReadBlocks(Blocks.GetOrDefault(context)),
            ThreadTs = Trim(ReplyTo.GetOrDefault(context)),
            Files = await SentFile.ReadAsync(Files.GetOrDefault(context), context.GetRequiredService<IFileOpener>(), context.CancellationToken),
        };
        if (message is { Texts: [], Blocks: [], Files: [] })
            throw new DraftRejectedException("There is nothing to send: no text, no blocks, no files.");

        var connection = ConnectionNames.OrDefault(Connection.GetOrDefault(context));
        _ = context.GetRequiredService<ConnectionSource<SlackSettings>>().Find(connection);
        return new DeliveryDraft(connection, channel ?? connection, message);
    }

    private protected override void SetOutputs(ActivityExecutionContext context, IReadOnlyDictionary<string, string> receipt)
    {
        context.Set(Result, receipt["ts"], nameof(Result));
        context.Set(ChannelId, receipt["channel"], nameof(ChannelId));
    }

    private protected override string RejectionOf(string? error) => SlackErrors.OutcomeOf(error);

    private static IReadOnlyList<JsonElement> ReadBlocks(object? value)
    {
        try
        {
            var element = value switch
            {
                null => default,
                string text when string.IsNullOrWhiteSpace(text) => default,
                string text => JsonSerializer.Deserialize<JsonElement>(text),
                JsonElement json => json,
                JsonNode node => JsonSerializer.SerializeToElement(node),
                _ => JsonSerializer.SerializeToElement(value),
            };
            if (element is { ValueKind: JsonValueKind.Object } && element.TryGetProperty("blocks", out var inner))
                element = inner;

            return element.ValueKind switch
            {
                JsonValueKind.Undefined or JsonValueKind.Null => [],
                JsonValueKind.Array => [.. element.EnumerateArray()],
                _ => throw new DraftRejectedException("The blocks must be a JSON list, as Slack's Block Kit Builder shows it."),
            };
        }
        catch (JsonException exception)
        {
            throw new DraftRejectedException($"The blocks are not JSON: line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1}.");
        }
    }

    private static string? Trim(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
