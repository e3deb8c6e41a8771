namespace Transcribe.Activities.Connections;

/// <summary>Base of connection types whose settings are the properties of a class marked with <see cref="SettingAttribute"/>.</summary>
/// <typeparam name="TSettings">The settings.</typeparam>
public abstract class ConnectionType<TSettings> : IConnectionType
    where TSettings : class, new()
{
    private static readonly IReadOnlyList<BoundField> Bound = BoundField.Of<TSettings>();

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string DisplayName { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ConnectionField> Fields { get; } = [.. Bound.Select(bound => bound.Field)];

    /// <inheritdoc/>
    public IReadOnlyList<string> Validate(IReadOnlyDictionary<string, string> settings)
    {
        var problems = settings.Keys
            .Where(name => !Bound.Any(bound => string.Equals(bound.Field.Name, name, StringComparison.OrdinalIgnoreCase)))
            .Select(name => $"There is no setting '{name}'; there are: {string.Join(", ", Fields.Select(field => field.Name))}.")
            .ToList();
        var value = Read(settings, problems);
        if (problems.Count == 0)
            problems.AddRange(Check(value));

        return problems;
    }

    /// <inheritdoc/>
    public virtual Task<string> TestAsync(ConnectionEntry connection, CancellationToken cancellationToken) =>
        connection.Settings is { } settings
            ? TestAsync(Read(settings), cancellationToken)
            : throw new ConnectionTestException("It is part of this server's program, which offers no test for it.");

    /// <summary>The settings as their class.</summary>
    /// <exception cref="ConnectionRejectedException">They are not right; the message lists everything.</exception>
    internal TSettings Read(IReadOnlyDictionary<string, string> settings)
    {
        var problems = new List<string>();
        var value = Read(settings, problems);
        return problems.Count == 0 ? value : throw new ConnectionRejectedException(problems);
    }

    /// <summary>What is wrong with settings that each by itself are right.</summary>
    protected virtual IEnumerable<string> Check(TSettings settings) => [];

    /// <summary>Tries whether the connection works; answers what was found.</summary>
    /// <exception cref="ConnectionTestException">It does not work; the message says why.</exception>
    protected abstract Task<string> TestAsync(TSettings settings, CancellationToken cancellationToken);

    private static TSettings Read(IReadOnlyDictionary<string, string> settings, List<string> problems)
    {
        var value = new TSettings();
        foreach (var bound in Bound)
        {
            var text = settings.FirstOrDefault(setting => string.Equals(setting.Key, bound.Field.Name, StringComparison.OrdinalIgnoreCase)).Value;
            if (!string.IsNullOrWhiteSpace(text))
                problems.AddRange(bound.Write(value, text.Trim()) is { } problem ? [problem] : []);
            else if (bound.Field.IsRequired)
                problems.Add($"{bound.Field.Name} is required: {bound.Field.Description}");
        }

        return value;
    }
}
