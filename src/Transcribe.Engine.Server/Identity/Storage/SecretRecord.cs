namespace Transcribe.Engine.Server.Identity;

/// <summary>A secret of the server itself, encrypted by data protection.</summary>
internal sealed class SecretRecord
{
    public required string Name { get; init; }

    public required string ProtectedValue { get; init; }
}
