namespace Transcribe.Activities.Connections;

/// <summary>The connections of one type, for what uses them.</summary>
/// <typeparam name="TSettings">The settings of the type.</typeparam>
internal sealed class ConnectionSource<TSettings>(ConnectionRegistry registry, ConnectionType<TSettings> type) : IConnectionCatalog
    where TSettings : class, new()
{
    public IReadOnlyCollection<string> Names => registry.NamesOf(type.Name);

    /// <summary>The settings as they are now.</summary>
    /// <exception cref="UnknownConnectionException">There is no such connection; the message names it and those there are.</exception>
    /// <exception cref="ConnectionRejectedException">Its settings are not right, or cannot be decrypted.</exception>
    public TSettings Get(string name) => type.Read(Find(name).Settings
        ?? throw new ConnectionRejectedException($"The {type.DisplayName} connection '{name}' has no settings."));

    /// <inheritdoc cref="Get"/>
    public ConnectionEntry Find(string name) =>
        registry.Find(type.Name, name) ?? throw new UnknownConnectionException($"{type.DisplayName} connection", name, Names);
}
