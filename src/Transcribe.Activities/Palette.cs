namespace Transcribe.Activities;

/// <summary>Names under which the activities stand in the palette and in every stored workflow: they never change.</summary>
internal static class Palette
{
    /// <summary>The prefix of every activity's type name, as in <c>Transcribe.SubmitTranscription</c>.</summary>
    public const string Namespace = "Transcribe";

    /// <summary>The palette group of what works on recordings and transcripts.</summary>
    public const string Transcribe = "Transcribe";

    /// <summary>The palette group of what begins workflows.</summary>
    public const string Triggers = "Transcribe Triggers";

    /// <summary>The palette group of what sends results somewhere.</summary>
    public const string Outputs = "Transcribe Outputs";
}
