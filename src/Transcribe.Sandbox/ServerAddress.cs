namespace Transcribe.Sandbox;

/// <summary>Where this sandbox listens; known once it has started.</summary>
internal sealed class ServerAddress
{
    private Uri? value;

    public Uri Value
    {
        get => value ?? throw new InvalidOperationException("The sandbox has not started.");
        set => this.value = value;
    }
}
