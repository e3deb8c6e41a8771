using System.Collections.Concurrent;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Definitions;

/// <summary>The storage drivers that definitions can choose, by the names of their classes.</summary>
internal static class StorageDriverNames
{
    private static readonly ConcurrentDictionary<string, Type> Drivers = new(
        [
            KeyValuePair.Create(nameof(WorkflowInstanceStorageDriver), typeof(WorkflowInstanceStorageDriver)),
            KeyValuePair.Create("WorkflowStorageDriver", typeof(WorkflowInstanceStorageDriver)),
            KeyValuePair.Create(nameof(MemoryStorageDriver), typeof(MemoryStorageDriver)),
        ],
        StringComparer.Ordinal);

    public static void Register(Type driver) => Drivers[driver.Name] = driver;

    /// <summary>The driver of a type name; null: nobody knows it.</summary>
    public static Type? Find(string typeName) => Drivers.GetValueOrDefault(StrategyNames.Of(typeName)!);
}
