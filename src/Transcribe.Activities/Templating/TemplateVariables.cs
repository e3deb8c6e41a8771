namespace Transcribe.Activities.Templating;

/// <summary>The names that a template may use, read only when it does: a run can hold far more data than a template shows.</summary>
public sealed class TemplateVariables
{
    private readonly Dictionary<string, Func<object?>> _readers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<object?>> _fallbacks = new(StringComparer.Ordinal);

    /// <summary>Adds a value; a later value of the same name wins.</summary>
    public TemplateVariables Add(string name, object? value) => Add(name, () => value);

    /// <summary>Adds a value that is read when the template asks for it.</summary>
    public TemplateVariables Add(string name, Func<object?> read)
    {
        _readers[name] = read;
        return this;
    }

    /// <summary>Adds a value that counts only where no other has its name, in whatever spelling.</summary>
    internal void AddFallback(string name, Func<object?> read) => _fallbacks[name] = read;

    /// <summary>Adds every entry of a model.</summary>
    public TemplateVariables AddRange(IEnumerable<KeyValuePair<string, object?>> model)
    {
        foreach (var (name, value) in model)
            Add(name, value);

        return this;
    }

    internal bool TryGet(string name, out object? value)
    {
        if (!_readers.TryGetValue(name, out var read) && _readers.Keys.FirstOrDefault(key => SameName(key, name)) is { } similar)
            read = _readers[similar];
        if (read is null)
            _fallbacks.TryGetValue(name, out read);

        value = read?.Invoke();
        return read is not null;
    }

    internal static bool SameName(string one, string other) =>
        string.Equals(one.Replace("_", string.Empty), other.Replace("_", string.Empty), StringComparison.OrdinalIgnoreCase);
}
