namespace Transcribe.Bench.Load;

/// <summary>How much load.</summary>
internal sealed class LoadOptions
{
    /// <summary>How long each measure of requests lasts, in seconds; default 8.</summary>
    public int Seconds { get; set; } = 8;

    /// <summary>How many instances wait, and are recovered; default 10,000.</summary>
    public int Waiting { get; set; } = 10_000;

    /// <summary>How many finished instances fill the database for the second round; default 100,000; 0: no second round.</summary>
    public int Finished { get; set; } = 100_000;
}
