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

/// <summary>A <see cref="Trigger"/> with a main result.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
public abstract class Trigger<T> : Trigger
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

    /// <inheritdoc cref="Activity{T}.Result"/>
    [Output]
    public Output<T>? Result { get; set; }
}

/// <summary>Base class of triggers that nobody outside sends: they make their stimuli themselves, such as by the clock.</summary>
public abstract class EventGenerator([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Trigger(source, line);

/// <summary>A payload of a trigger under a name of its own, for triggers that several kinds of stimuli start.</summary>
/// <param name="TriggerName">The name under which stimuli find it.</param>
/// <param name="Payload">The payload; null: none.</param>
public sealed record NamedTriggerPayload(string TriggerName, object? Payload);

/// <summary>What a trigger can see while its payloads are computed: no instance exists yet.</summary>
public sealed class TriggerIndexingContext
{
    internal TriggerIndexingContext(ITrigger trigger, ExpressionExecutionContext expressionExecutionContext, CancellationToken cancellationToken)
    {
        Trigger = trigger;
        TriggerName = trigger.Type;
        ExpressionExecutionContext = expressionExecutionContext;
        CancellationToken = cancellationToken;
    }

    /// <summary>The trigger that is indexed.</summary>
    public ITrigger Trigger { get; }

    /// <summary>Where inputs are evaluated.</summary>
    public ExpressionExecutionContext ExpressionExecutionContext { get; }

    /// <summary>Cancels the publishing.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>The name under which stimuli find the trigger. Default: its type name. The bookmark of the same activity uses the same name.</summary>
    public string TriggerName { get; set; }

    /// <summary>The value of an input of the trigger.</summary>
    public T? Get<T>(Input<T>? input) => input is null ? default : ExpressionExecutionContext.Get<T>(input);
}
