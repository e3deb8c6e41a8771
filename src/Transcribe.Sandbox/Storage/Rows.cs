namespace Transcribe.Sandbox.Storage;

internal sealed class ApiKeyRow
{
    public int Id { get; set; }
    public required string Name { get; set; }

    /// <summary>SHA-256 of the key, in hexadecimal. The key itself is never stored.</summary>
    public required string Hash { get; set; }
    public required string Scopes { get; set; }
    public long? CapMicros { get; set; }
    public long SpentMicros { get; set; }
    public long HeldMicros { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
}

internal sealed class WalletRow
{
    public int Id { get; set; }

    /// <summary>The month that the credit belongs to, as <c>2026-11</c>.</summary>
    public required string Month { get; set; }
    public long MonthlyMicros { get; set; }
    public long TopUpMicros { get; set; }
}

internal sealed class LedgerRow
{
    public long Id { get; set; }
    public long JobId { get; set; }
    public int KeyId { get; set; }
    public required string Kind { get; set; }
    public long Micros { get; set; }
    public DateTimeOffset At { get; set; }
}

internal sealed class IdempotencyRow
{
    public required string Key { get; set; }
    public required string Path { get; set; }
    public required string BodyHash { get; set; }
    public int Status { get; set; }
    public required byte[] Answer { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class UploadRow
{
    public required string Id { get; set; }
    public required string FileName { get; set; }
    public required string ContentType { get; set; }
    public long Size { get; set; }

    /// <summary>SHA-256 of the token in the presigned address; null for tus.</summary>
    public string? TokenHash { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public bool Received { get; set; }
}

internal sealed class WebhookRow
{
    public required string Id { get; set; }
    public int KeyId { get; set; }
    public required string Url { get; set; }
    public required string Secret { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class DeliveryRow
{
    public long Id { get; set; }
    public required string EventId { get; set; }
    public long? JobId { get; set; }
    public required string Url { get; set; }
    public required string Secret { get; set; }
    public required byte[] Body { get; set; }
    public int Attempts { get; set; }

    /// <summary>Null when it was delivered or given up.</summary>
    public DateTimeOffset? DueAt { get; set; }
    public DateTimeOffset? DeliveredAt { get; set; }
    public string? LastError { get; set; }
}

internal sealed class QuestionRow
{
    public long Id { get; set; }
    public DateTimeOffset At { get; set; }
}
