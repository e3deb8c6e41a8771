namespace Transcribe.Engine.Server.Studio;

/// <summary>An expression type.</summary>
internal sealed record ExpressionModel(string Type, string DisplayName, bool IsSerializable, bool IsBrowsable, IDictionary<string, object> Properties);

/// <summary>Where variables live while an instance waits.</summary>
internal sealed record StorageDriverModel(string TypeName, string DisplayName, double Priority, bool Deprecated);

/// <summary>A type that variables, inputs and outputs can have.</summary>
internal sealed record VariableTypeModel(string TypeName, string DisplayName, string Category, string? Description);

/// <summary>What an output can go through on its way to a variable.</summary>
internal sealed record OutputConverterModel(string Id, string SourceTypeName, string ResultTypeName, string DisplayName, string? Description);

/// <summary>A rule that a definition can choose by type name.</summary>
internal sealed record StrategyModel(string DisplayName, string Description, string TypeName);

/// <summary>A rule that a definition can choose by name.</summary>
internal sealed record CommitStrategyModel(string Name, string DisplayName, string Description);
