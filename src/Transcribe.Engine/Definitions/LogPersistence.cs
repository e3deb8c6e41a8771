using Transcribe.Engine.Authoring;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Definitions;

/// <summary>
/// What a workflow or activity says about keeping inputs and outputs, in its custom properties: <c>logPersistenceConfig</c>, or the older
/// <c>logPersistenceMode</c>.
/// </summary>
internal sealed class LogPersistence
{
    private const string Config = "logPersistenceConfig";
    private const string Mode = "logPersistenceMode";

    private LogPersistence(object? config)
    {
        if (config is IDictionary<string, object?> members)
        {
            Default = LogPersistenceSetting.Of(Member(members, "default"));
            Inputs = SettingsOf(Member(members, "inputs"));
            Outputs = SettingsOf(Member(members, "outputs"));
        }
        else
        {
            Default = LogPersistenceSetting.Of(config);
        }
    }

    public LogPersistenceSetting? Default { get; }

    public Dictionary<string, LogPersistenceSetting> Inputs { get; } = [];

    public Dictionary<string, LogPersistenceSetting> Outputs { get; } = [];

    /// <summary>All settings, with the name that people know them by.</summary>
    public IEnumerable<LogPersistenceSetting> Settings => Inputs.Values.Concat(Outputs.Values).Concat(Default is null ? [] : [Default]);

    /// <summary>What the custom properties say; null: nothing.</summary>
    public static LogPersistence? Of(IDictionary<string, object> customProperties) =>
        customProperties.TryGetValue(Config, out var config) || customProperties.TryGetValue(Mode, out config) ? new LogPersistence(config) : null;

    private static object? Member(IDictionary<string, object?> members, string name) =>
        members.FirstOrDefault(member => string.Equals(member.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    private static Dictionary<string, LogPersistenceSetting> SettingsOf(object? config)
    {
        var settings = new Dictionary<string, LogPersistenceSetting>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in config as IDictionary<string, object?> ?? new Dictionary<string, object?>())
        {
            if (LogPersistenceSetting.Of(value) is { } setting)
                settings[name] = setting;
        }

        return settings;
    }
}

/// <summary>One setting: a mode, or an expression or strategy of the host that gives one.</summary>
internal sealed record LogPersistenceSetting(LogPersistenceMode Mode, Expression? Expression = null, string? Strategy = null)
{
    // Upstream's name for what the host is configured to do.
    private const string Configuration = "Configuration";

    /// <summary>Whether it is known only when an execution begins.</summary>
    public bool IsComputed => Expression is not null || Strategy is not null;

    /// <summary>What JSON says: a mode by name, or <c>{ evaluationMode, strategyType, expression }</c>; null: nothing.</summary>
    public static LogPersistenceSetting? Of(object? value) => value switch
    {
        IDictionary<string, object?> config when Text(config, "evaluationMode") == "Expression" && config.TryGetValue("expression", out var expression) && expression is IDictionary<string, object?> script =>
            new(LogPersistenceMode.Inherit, new Expression(Text(script, "type") ?? "Literal", script.TryGetValue("value", out var source) ? source : null)),
        IDictionary<string, object?> config => OfStrategy(StrategyNames.Of(Text(config, "strategyType"))),
        null => null,
        _ => Parse(ValueConverter.To<string>(value)),
    };

    /// <summary>The mode that a text names; what is neither included nor excluded is inherited.</summary>
    public static LogPersistenceMode ModeOf(object? value) =>
        Enum.TryParse<LogPersistenceMode>(ValueConverter.To<string>(value), ignoreCase: true, out var mode) ? mode : LogPersistenceMode.Inherit;

    private static LogPersistenceSetting? OfStrategy(string? name) =>
        name is null or Configuration || Enum.TryParse<LogPersistenceMode>(name, ignoreCase: true, out _) ? Parse(name) : new(LogPersistenceMode.Inherit, Strategy: name);

    private static LogPersistenceSetting? Parse(string? name) => name is null ? null : new(ModeOf(name));

    private static string? Text(IDictionary<string, object?> members, string name) => members.TryGetValue(name, out var value) ? value as string : null;
}
