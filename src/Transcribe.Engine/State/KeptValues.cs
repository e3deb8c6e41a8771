using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.State;

/// <summary>Which inputs and outputs of an execution are kept for people.</summary>
internal static class KeptValues
{
    /// <summary>What stands in the place of an input of a run that is not kept.</summary>
    public const string NotKept = "Left out: the workflow's settings keep it out.";

    /// <summary>Evaluates what is said by expression, once for an execution and before anything is kept of it.</summary>
    public static async ValueTask PrepareAsync(ActivityExecutionContext context)
    {
        if (context.ActivityNode.Log is not { } log)
            return;

        foreach (var setting in log.Settings)
        {
            if (setting.IsComputed)
                (context.LogModes ??= [])[setting] = await ComputeAsync(context, setting);
        }
    }

    private static async ValueTask<LogPersistenceMode> ComputeAsync(ActivityExecutionContext context, LogPersistenceSetting setting)
    {
        if (setting.Expression is { } expression)
            return LogPersistenceSetting.ModeOf(await context.EvaluateAsync<string>(expression, "logPersistenceConfig"));

        var strategy = context.GetServices<ILogPersistenceStrategy>().Find(setting.Strategy!)
            ?? throw new InvalidOperationException($"There is no log persistence strategy '{setting.Strategy}'.");
        return await strategy.GetPersistenceModeAsync(context);
    }

    public static Dictionary<string, object?>? InputsOf(ActivityExecutionContext context)
    {
        if (context.IsRoot)
            return InputsOfRun(context);

        var inputs = context.ActivityNode.Inputs;
        if (inputs.Length == 0 || !context.HasEvaluatedInputs)
            return null;

        var filters = context.GetServices<IActivityStateFilter>();
        var kept = new Dictionary<string, object?>(inputs.Length, StringComparer.Ordinal);
        foreach (var input in inputs)
        {
            if (!input.Descriptor.CanContainSecrets && IsKept(context, context.ActivityNode.Log?.Inputs, input.Descriptor.Name))
                kept[input.Descriptor.Name] = filters.Aggregate(context.ValueOf(input), (value, filter) => filter.Filter(context, input.Descriptor.Name, value));
        }

        return kept;
    }

    // What a run was started with is in its state until it has ended; what came with a trigger is in the outputs of that.
    private static Dictionary<string, object?>? InputsOfRun(ActivityExecutionContext root)
    {
        var run = root.WorkflowExecutionContext;
        if (!run.IsBeginning || run.TriggerActivityId is not null || run.Input.Count == 0)
            return null;

        return run.Input.ToDictionary(
            input => input.Key, input => IsKept(root, root.ActivityNode.Log?.Inputs, input.Key) ? (object?)input.Value : NotKept, StringComparer.Ordinal);
    }

    public static Dictionary<string, object?>? OutputsOf(ActivityExecutionContext context)
    {
        if (context.RecordedOutputs is not { } outputs)
            return null;

        var kept = new Dictionary<string, object?>(outputs.Count, StringComparer.Ordinal);
        foreach (var (name, value) in outputs)
        {
            if (IsKept(context, context.ActivityNode.Log?.Outputs, name))
                kept[name] = value;
        }

        return kept;
    }

    /// <summary>The outputs that were given and are not kept, by name; null: none.</summary>
    public static IReadOnlyList<string>? OutputsNotKept(ActivityExecutionContext context)
    {
        List<string>? names = null;
        foreach (var name in context.RecordedOutputs?.Keys ?? (IReadOnlyCollection<string>)[])
        {
            if (!IsKept(context, context.ActivityNode.Log?.Outputs, name))
                (names ??= []).Add(name);
        }

        return names;
    }

    private static bool IsKept(ActivityExecutionContext context, Dictionary<string, LogPersistenceSetting>? settings, string name)
    {
        var node = context.ActivityNode;
        var mode = ModeOf(context, settings?.GetValueOrDefault(name));
        if (mode == LogPersistenceMode.Inherit)
            mode = ModeOf(context, node.Log?.Default);
        if (mode == LogPersistenceMode.Inherit)
            mode = node.WorkflowLog;
        if (mode == LogPersistenceMode.Inherit)
            mode = context.WorkflowExecutionContext.Options.LogPersistence;

        return mode != LogPersistenceMode.Exclude;
    }

    private static LogPersistenceMode ModeOf(ActivityExecutionContext context, LogPersistenceSetting? setting) => setting switch
    {
        null => LogPersistenceMode.Inherit,
        { IsComputed: false } => setting.Mode,
        // Before it is known, nothing is shown.
        _ => context.LogModes is { } modes && modes.TryGetValue(setting, out var mode) ? mode : LogPersistenceMode.Exclude,
    };
}
