using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Server.Studio;

/// <summary>What definitions can choose from. Only what the engine does is offered; the type names are upstream's, so definitions travel.</summary>
internal static class Choices
{
    public const string WorkflowInstanceDriver = "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core";

    public const string MemoryDriver = "Elsa.Workflows.MemoryStorageDriver, Elsa.Workflows.Core";

    private const string Activation = "Elsa.Workflows.Runtime.ActivationValidators";

    private const string Primitives = "Primitives";

    /// <summary>The engine's own drivers, and the host's.</summary>
    public static IReadOnlyList<StorageDriverModel> StorageDriversOf(IEnumerable<IStorageDriver> drivers) =>
    [
        new(WorkflowInstanceDriver, "Workflow Instance", 5, false),
        new(MemoryDriver, "Memory", 0, false),
        .. drivers.Select(driver => new StorageDriverModel(NameOf(driver), Words.Of(driver.GetType().Name.Replace("StorageDriver", string.Empty)), driver.Priority, false)),
    ];

    /// <summary>The driver that a definition names, perhaps by its class alone, under the name that the list has for it.</summary>
    public static string StorageDriverOf(string name, IEnumerable<IStorageDriver> drivers)
    {
        var type = name.Split(',')[0].Split('.', '+')[^1];
        return drivers.FirstOrDefault(driver => driver.GetType().Name == type) is { } own ? NameOf(own) : type.Contains("Memory", StringComparison.Ordinal) ? MemoryDriver : WorkflowInstanceDriver;
    }

    /// <summary>The engine's strategies, and those that the host adds.</summary>
    public static IReadOnlyList<StrategyModel> With<T>(IReadOnlyList<StrategyModel> known, IEnumerable<T> strategies)
        where T : class =>
    [
        .. known,
        .. strategies.Select(strategy => strategy.GetType()).Where(type => type.Assembly != typeof(T).Assembly)
            .Select(type => new StrategyModel(Words.Of(type.Name.Replace("Strategy", string.Empty)), $"Added by this server ({type.Name}).", $"{type.FullName}, {type.Assembly.GetName().Name}")),
    ];

    /// <summary>The engine's commit strategies, and those that the host adds.</summary>
    public static IReadOnlyList<CommitStrategyModel> With(IReadOnlyList<CommitStrategyModel> known, IEnumerable<ICommitStrategy> strategies) =>
        [.. known, .. strategies.Select(strategy => strategy.GetType().Name).Select(name => new CommitStrategyModel(name, Words.Of(name.Replace("Strategy", string.Empty)), "Added by this server."))];

    public static IReadOnlyList<StrategyModel> IncidentStrategies { get; } =
    [
        new("Continue with incidents", "Other branches go on; the incident is kept.", "ContinueWithIncidentsStrategy"),
        new("Fault", "The whole run ends as faulted.", "FaultStrategy"),
    ];

    public static IReadOnlyList<StrategyModel> ActivationStrategies { get; } =
    [
        new("Always", "Every start makes a new run.", "Elsa.Workflows.ActivationValidators.AllowAlwaysStrategy, Elsa.Workflows.Core"),
        new("Correlated singleton", "One run at a time of this workflow with the same correlation id.", $"{Activation}.CorrelatedSingletonStrategy, Elsa.Workflows.Runtime"),
        new("Correlation", "One run at a time of any workflow with the same correlation id.", $"{Activation}.CorrelationStrategy, Elsa.Workflows.Runtime"),
        new("Singleton", "One run at a time of this workflow.", $"{Activation}.SingletonStrategy, Elsa.Workflows.Runtime"),
    ];

    // Where a workflow says nothing, the designer shows the first: it has to be what is true then.
    public static IReadOnlyList<StrategyModel> LogPersistenceStrategies { get; } =
    [
        new("Inherit", "As the workflow says, or the server.", "Elsa.Workflows.LogPersistence.Strategies.Inherit, Elsa.Workflows.Core"),
        new("Include", "Inputs and outputs are kept in the journal, without those that can contain secrets.", "Elsa.Workflows.LogPersistence.Strategies.Include, Elsa.Workflows.Core"),
        new("Exclude", "Inputs and outputs are not kept in the journal.", "Elsa.Workflows.LogPersistence.Strategies.Exclude, Elsa.Workflows.Core"),
    ];

    // Every burst is committed at its end, and before each task; no choice takes that away.
    public static IReadOnlyList<CommitStrategyModel> WorkflowCommitStrategies { get; } =
    [
        new("WorkflowExecuting", "Commit Before Workflow Execution", "Also when a burst begins."),
        new("WorkflowExecuted", "Commit After Workflow Execution", "At the end of each burst, as always."),
        new("ActivityExecuting", "Commit Before Activity Execution", "Also before each activity."),
        new("ActivityExecuted", "Commit After Activity Execution", "Also after each activity."),
    ];

    public static IReadOnlyList<CommitStrategyModel> ActivityCommitStrategies { get; } =
    [
        new("CommitAlways", "Commit Before And After", "Before the activity and after it."),
        new("CommitNever", "Commit Later", "Not because of this activity, whatever the workflow says; before a task always."),
        new("Executing", "Commit Before", "Before the activity."),
        new("Executed", "Commit After", "After the activity."),
    ];

    private static string NameOf(IStorageDriver driver) => $"{driver.GetType().FullName}, {driver.GetType().Assembly.GetName().Name}";

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
