using System.Text.Json;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Deliver;
using Transcribe.Activities.Deliver.Email;
using Transcribe.Activities.Deliver.Slack;

namespace Transcribe.Activities.Approval.Asking;

/// <summary>
/// Hands to the outbox what people are asked, and afterwards what became of it. Each message has an id that follows from the approval and the reader,
/// so that a repetition asks nobody twice.
/// </summary>
internal sealed class ApprovalRequests(
    Outbox outbox, ApprovalLinks links, ConnectionSource<SlackSettings> slack, ConnectionSource<SmtpSettings> mail, TimeProvider clock)
{
    private const string Slack = "slack";

    /// <summary>The delivery that asks in Slack.</summary>
    public static string SlackDeliveryId(string approvalId) => StableId.Of(StableId.Delivery, approvalId, Slack);

    /// <summary>Asks everybody; answers the deliveries as they are now. Whoever waits is told when one ends.</summary>
    /// <exception cref="DraftRejectedException">This server does not know its own address.</exception>
    /// <exception cref="UnknownConnectionException">There is no such connection.</exception>
    /// <exception cref="ConnectionRejectedException">A connection's settings are not right.</exception>
    public async Task<IReadOnlyList<OutboxRecord>> AskAsync(ApprovalRecord approval, Audience audience, CancellationToken cancellationToken)
    {
        var drafts = new List<OutboxRecord>();
        if (audience.SlackConnection is { } connection)
        {
            var message = ApprovalSlackMessage.Ask(approval, LinkTo(approval, null), slack.Get(connection).SigningSecret is not null) with { Channel = audience.Channel };
            drafts.Add(Draft(approval, SlackDeliveryId(approval.Id), SlackSender.KindName, connection, audience.Channel ?? connection, JsonSerializer.Serialize(message)));
        }

        if (audience.Recipients.Count > 0)
            _ = mail.Find(audience.MailConnection);
        foreach (var recipient in audience.Recipients)
        {
            var content = JsonSerializer.Serialize(ApprovalMail.Ask(approval, recipient, LinkTo(approval, recipient)));
            drafts.Add(Draft(approval, StableId.Of(StableId.Delivery, approval.Id, recipient), EmailSender.KindName, audience.MailConnection, recipient, content));
        }

        var asked = new List<OutboxRecord>(drafts.Count);
        foreach (var draft in drafts)
        {
            await outbox.AddAsync(draft, cancellationToken);
            asked.Add(await outbox.AwaitAsync(draft.Id, cancellationToken));
        }

        return asked;
    }

    /// <summary>Has the message that asked say what became of it.</summary>
    public async Task ReplaceAsync(ApprovalRecord approval, OutboxRecord delivery, CancellationToken cancellationToken)
    {
        var receipt = JsonSerializer.Deserialize<Dictionary<string, string>>(delivery.Receipt!)!;
        if (receipt["ts"].Length == 0)
            return;

        var message = ApprovalSlackMessage.Close(approval) with { Channel = receipt["channel"], Replaces = receipt["ts"] };
        await HandOverAsync(Draft(approval, StableId.Of(StableId.Delivery, approval.Id, Slack, "closed"), SlackSender.KindName, delivery.Connection, delivery.Target, JsonSerializer.Serialize(message)), cancellationToken);
    }

    /// <summary>Says beside the message that nothing waits for a decision any more.</summary>
    public Task TellTooLateAsync(ApprovalRecord approval, string connection, string channel, string ts, CancellationToken cancellationToken)
    {
        var message = new SlackMessage { Channel = channel, ThreadTs = ts, Texts = ["Nothing was decided: the run that asked has ended."] };
        return HandOverAsync(Draft(approval, StableId.Of(StableId.Delivery, approval.Id, Slack, "late"), SlackSender.KindName, connection, channel, JsonSerializer.Serialize(message)), cancellationToken);
    }

    // To be told of nothing wakes the one who sends.
    private async Task HandOverAsync(OutboxRecord delivery, CancellationToken cancellationToken)
    {
        await outbox.AddAsync(delivery, cancellationToken);
        outbox.Wake();
    }

    private string LinkTo(ApprovalRecord approval, string? reader) => links.LinkTo(approval, reader)
        ?? throw new DraftRejectedException("This server does not know under which address people reach it, so nobody can be asked; its operator sets TRANSCRIBE_PUBLIC_URL.");

    private OutboxRecord Draft(ApprovalRecord approval, string id, string kind, string connection, string target, string content)
    {
        var now = clock.GetUtcNow();
        return new OutboxRecord
        {
            Id = id, Kind = kind, Connection = connection, Target = target, Content = content, CreatedAt = now, NextAttemptAt = now, WorkflowInstanceId = approval.WorkflowInstanceId,
        };
    }
}
