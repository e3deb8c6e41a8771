namespace Transcribe.Activities.Connections;

/// <summary>A saved connection. All its settings are one encrypted text, so that no column says more than another.</summary>
internal sealed class ConnectionRecord
{
    public required string Type { get; init; }

    public required string Name { get; init; }

    public required string ProtectedSettings { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? RotatedAt { get; set; }
}
