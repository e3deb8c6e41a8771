using Transcribe.Client;

namespace Transcribe.Activities.Engines;

/// <summary>The errors of transcribe.so say themselves whether they pass.</summary>
internal sealed class TranscribeFaults : IFaultClassifier
{
    public FaultClass? Classify(Exception exception) =>
        exception is TranscribeException error ? new FaultClass(error.IsTransient, error.RetryAfter) : null;
}
