namespace Transcribe.Sandbox.Jobs;

/// <summary>The statuses a row can have.</summary>
internal static class JobStatus
{
    public const string Quoted = "quoted";
    public const string Pending = "pending";
    public const string Queued = "queued";
    public const string Processing = "processing";
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    public static bool IsInFlight(string status) => status is Pending or Queued or Processing;
}
