namespace Transcribe.Bench.Speech;

/// <summary>How much load.</summary>
internal sealed class SpeechOptions
{
    /// <summary>How many jobs, or items of the batch; default 10,000, of a batch 5,000, of callbacks 500.</summary>
    public int? Jobs { get; set; }

    /// <summary>How many times faster than real time the clock of server and vendor runs; default 30. Callbacks and uploads are measured in real time.</summary>
    public double Speed { get; set; } = 30;

    /// <summary>How many jobs the vendor ends in a minute of that clock; default 25, what 60 requests a minute can submit and read.</summary>
    public double EndsAMinute { get; set; } = 25;

    /// <summary>The size of the upload or copy in megabytes; default 2048.</summary>
    public int Megabytes { get; set; } = 2048;
}
