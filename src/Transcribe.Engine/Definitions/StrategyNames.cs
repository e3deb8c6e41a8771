namespace Transcribe.Engine.Definitions;

/// <summary>Definitions name strategies by class, alone or with namespace and assembly as upstream writes them; only the class counts.</summary>
internal static class StrategyNames
{
    public static string? Of(string? typeName)
    {
        if (string.IsNullOrWhiteSpace(typeName))
            return null;

        var name = typeName.Split(',')[0].Trim();
        return name[(name.LastIndexOfAny(['.', '+']) + 1)..];
    }

    /// <summary>The strategy of a name among those that the host has; null: it has none.</summary>
    public static T? Find<T>(this IEnumerable<T> strategies, string name)
        where T : class => strategies.FirstOrDefault(strategy => strategy.GetType().Name == name || strategy.GetType().Name == name + "Strategy");
}
