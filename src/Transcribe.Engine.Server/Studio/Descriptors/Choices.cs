using Transcribe.Engine.Definitions;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Server.Studio;

/// <summary>What definitions can choose from. Only what the engine does is offered; the type names are upstream's, so definitions travel.</summary>
internal static class Choices
{
    public const string WorkflowInstanceDriver = "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core";

    public const string MemoryDriver = "Elsa.Workflows.MemoryStorageDriver, Elsa.Workflows.Core";

    private const string Primitives = "Primitives";

    public static IReadOnlyList<StorageDriverModel> StorageDrivers { get; } =
    [
        new(WorkflowInstanceDriver, "Workflow Instance", 5, false),
        new(MemoryDriver, "Memory", 0, false),
    ];

    public static IReadOnlyList<StrategyModel> IncidentStrategies { get; } =
    [
        new("Continue with incidents", "Other branches go on; the incident is kept.", "ContinueWithIncidentsStrategy"),
        new("Fault", "The whole run ends as faulted.", "FaultStrategy"),
    ];

    public static IReadOnlyList<StrategyModel> ActivationStrategies { get; } =
    [
        new("Always", "Every start makes a new run.", "Elsa.Workflows.ActivationValidators.AllowAlwaysStrategy, Elsa.Workflows.Core"),
    ];

    public static IReadOnlyList<StrategyModel> LogPersistenceStrategies { get; } =
    [
        new("Inherit", "Inputs and outputs are kept in the journal, without those that can contain secrets.", "Elsa.Workflows.LogPersistence.Strategies.Inherit, Elsa.Workflows.Core"),
    ];

    // Every burst is committed once, durably, and before each task: there is nothing to choose.
    public static IReadOnlyList<CommitStrategyModel> CommitStrategies { get; } = [];

    private static IReadOnlyList<VariableTypeModel> VariableTypes { get; } =
    [
        new("Object", "Object", Primitives, "Anything."),
        new("String", "String", Primitives, "A text."),
        new("Boolean", "Boolean", Primitives, "True or false."),
        new("Int32", "Int32", Primitives, "A whole number of 32 bits."),
        new("Long", "Long", Primitives, "A whole number of 64 bits."),
        new("Single", "Single", Primitives, "A number of 32 bits."),
        new("Double", "Double", Primitives, "A number of 64 bits."),
        new("Decimal", "Decimal", Primitives, "A decimal number, exact."),
        new("Guid", "Guid", Primitives, "A globally unique identifier."),
        new("DateTime", "Date/Time", Primitives, "A date and time."),
        new("DateTimeOffset", "Date/Time Offset", Primitives, "A date and time with its distance from UTC."),
        new("TimeSpan", "Time Span", Primitives, "A duration."),
        new("StringDictionary", "String Dictionary", "Lookups", "Texts by name."),
        new("ObjectDictionary", "Object Dictionary", "Lookups", "Anything by name."),
        new("JSON", "JSON", "Dynamic", "An object whose members are known only at run time."),
        new("JsonElement", "JSON Element", "Dynamic", "A JSON value as it was read."),
        new("JsonNode", "JSON Node", "Dynamic", "A JSON value that can be changed."),
    ];

    /// <summary>The well-known types, and the named types that activities put out.</summary>
    public static IReadOnlyList<VariableTypeModel> VariableTypesOf(ActivityRegistry registry)
    {
        var named =
            from activity in registry.Descriptors
            from output in activity.Outputs
            let alias = TypeAliases.AliasOf(output.Type)
            where alias is not null && TypeAliases.Find(alias) == output.Type && VariableTypes.All(known => TypeAliases.Find(known.TypeName) != output.Type)
            orderby activity.Category, alias
            select new VariableTypeModel(alias, Words.Of(alias), activity.Category, output.Attribute.Description);
        return [.. VariableTypes, .. named.DistinctBy(type => type.TypeName)];
    }
}
