using System.Text.Json;

namespace Transcribe.Bench.Chaos.Inspection;

/// <summary>An instance as its row has it, with what its state says of the other tables.</summary>
internal sealed record SavedInstance(string Id, string SubStatus, long RowVersion, SavedState State)
{
    public bool IsFinished => SubStatus is "Finished" or "Faulted" or "Cancelled";
}

/// <summary>The members of a state that other tables repeat.</summary>
internal sealed record SavedState(string? SubStatus, int ExecutionLogSequence, SavedBookmark[]? Bookmarks, SavedExecution[]? ActivityExecutionContexts)
{
    public static SavedState Read(byte[] json) => JsonSerializer.Deserialize<SavedState>(json, JsonSerializerOptions.Web)!;
}

/// <summary>A bookmark in a state.</summary>
internal sealed record SavedBookmark(string Id, DateTimeOffset? DueAt);

/// <summary>An execution in a state.</summary>
internal sealed record SavedExecution(string Id, string? Status);
