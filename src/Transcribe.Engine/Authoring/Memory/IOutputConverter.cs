namespace Transcribe.Engine.Authoring;

/// <summary>Converts what an activity puts out on its way to a variable or workflow output; other activities still see the output as it is.</summary>
public interface IOutputConverter
{
    /// <summary>The name by which definitions choose it.</summary>
    string Id { get; }

    /// <summary>The name for people.</summary>
    string DisplayName { get; }

    /// <summary>What it does; null: the name says it.</summary>
    string? Description => null;

    /// <summary>What it takes.</summary>
    Type SourceType { get; }

    /// <summary>What it gives.</summary>
    Type ResultType { get; }

    /// <summary>Converts a value. What it throws faults the activity, and the target stays as it was.</summary>
    /// <param name="value">The value, of <see cref="SourceType"/>, or null.</param>
    /// <param name="settings">What the definition says beside the id.</param>
    object? Convert(object? value, IReadOnlyDictionary<string, object?> settings);
}

/// <summary>Which converter an output goes through.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Settings">What it is told.</param>
public sealed record OutputConverterConfiguration(string Id, IReadOnlyDictionary<string, object?> Settings);
