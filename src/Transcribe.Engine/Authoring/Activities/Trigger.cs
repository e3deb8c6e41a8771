using System.Runtime.CompilerServices;

namespace Transcribe.Engine.Authoring;

/// <summary>An activity that can start a workflow when a stimulus arrives.</summary>
public interface ITrigger : IActivity
{
    /// <summary>The payloads under which the trigger is found; evaluated when the definition is published.</summary>
    ValueTask<IEnumerable<object>> GetTriggerPayloadsAsync(TriggerIndexingContext context);
}

/// <summary>Base class of triggers.</summary>
public abstract class Trigger : Activity, ITrigger
{
    /// <inheritdoc/>
    protected Trigger([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <inheritdoc/>
    protected Trigger(string activityType, int version = 1, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(activityType, version, source, line)
    {
    }

    /// <inheritdoc cref="ITrigger.GetTriggerPayloadsAsync"/>
    protected virtual ValueTask<IEnumerable<object>> GetTriggerPayloadsAsync(TriggerIndexingContext context) => new(GetTriggerPayloads(context));

    /// <inheritdoc cref="ITrigger.GetTriggerPayloadsAsync"/>
    protected virtual IEnumerable<object> GetTriggerPayloads(TriggerIndexingContext context) => [GetTriggerPayload(context)];

    /// <summary>The one payload of a trigger that has only one.</summary>
    protected virtual object GetTriggerPayload(TriggerIndexingContext context) => new();

    ValueTask<IEnumerable<object>> ITrigger.GetTriggerPayloadsAsync(TriggerIndexingContext context) => GetTriggerPayloadsAsync(context);
}

/// <summary>A trigger with a main result.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
public abstract class Trigger<T> : Activity<T>, ITrigger
{
    /// <inheritdoc/>
    protected Trigger([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <inheritdoc/>
    protected Trigger(string activityType, int version = 1, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(activityType, version, source, line)
    {
    }

    /// <inheritdoc/>
    protected Trigger(MemoryBlockReference? output, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(output, source, line)
    {
    }

    /// <inheritdoc/>
    protected Trigger(Output<T>? output, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(output, source, line)
    {
    }

    /// <inheritdoc cref="ITrigger.GetTriggerPayloadsAsync"/>
    protected virtual ValueTask<IEnumerable<object>> GetTriggerPayloadsAsync(TriggerIndexingContext context) => new(GetTriggerPayloads(context));

    /// <inheritdoc cref="ITrigger.GetTriggerPayloadsAsync"/>
    protected virtual IEnumerable<object> GetTriggerPayloads(TriggerIndexingContext context) => [GetTriggerPayload(context)];

    /// <inheritdoc cref="Trigger.GetTriggerPayload"/>
    protected virtual object GetTriggerPayload(TriggerIndexingContext context) => new();

    ValueTask<IEnumerable<object>> ITrigger.GetTriggerPayloadsAsync(TriggerIndexingContext context) => GetTriggerPayloadsAsync(context);
}

/// <summary>Base class of triggers that nobody outside sends: they make their stimuli themselves, such as by the clock.</summary>
public abstract class EventGenerator : Trigger
{
    /// <inheritdoc/>
    protected EventGenerator([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <inheritdoc/>
    protected EventGenerator(string activityType, int version = 1, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(activityType, version, source, line)
    {
    }
}

/// <summary>A payload of a trigger under a name of its own, for triggers that several kinds of stimuli start.</summary>
/// <param name="TriggerName">The name under which stimuli find it.</param>
/// <param name="Payload">The payload; null: none.</param>
public sealed record NamedTriggerPayload(string TriggerName, object? Payload);
