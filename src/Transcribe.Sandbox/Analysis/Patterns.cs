namespace Transcribe.Sandbox.Analysis;

/// <summary>What all patterns of this program have in common.</summary>
internal static class Patterns
{
    /// <summary>
    /// How long one may look, in milliseconds: it ends what a text was made to stall. It is real time, in which a busy machine can stand still
    /// for seconds by itself, and then an answer would fail for nothing.
    /// </summary>
    public const int Patience = 30_000;
}
