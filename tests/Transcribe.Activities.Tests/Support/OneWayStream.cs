namespace Transcribe.Activities.Tests.Support;

/// <summary>Bytes that can be read once, of unknown length.</summary>
internal sealed class OneWayStream(byte[] content) : MemoryStream(content)
{
    public override bool CanSeek => false;
}
