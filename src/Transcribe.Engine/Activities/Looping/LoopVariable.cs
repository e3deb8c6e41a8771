using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Variables that a loop declares for one turn; they survive a suspension in the middle of it.</summary>
internal static class LoopVariable
{
    public static Variable Of(string name, object? value) => new(name, value) { StorageDriverType = typeof(WorkflowInstanceStorageDriver) };
}
