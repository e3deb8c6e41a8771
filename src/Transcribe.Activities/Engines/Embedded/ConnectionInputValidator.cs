using System.Reflection;
using Transcribe.Activities.Connections;
using Transcribe.Engine.Definitions;

namespace Transcribe.Activities.Engines;

/// <summary>Publishing a workflow that names a connection which is not there fails, with a sentence, instead of its runs at night.</summary>
internal sealed class ConnectionInputValidator(IConnectionNames names, UnknownConnections unknown) : IInputValidator
{
    public IEnumerable<string> Validate(InputDescriptor input, object? value)
    {
        if (input.Attribute.UIHandler?.GetCustomAttribute<OffersConnectionsAttribute>() is not { } offer || unknown.AreAccepted)
            return [];
        if (offer.MayBeEmpty && string.IsNullOrWhiteSpace(value as string))
            return [];

        var name = ConnectionNames.OrDefault(value as string);
        var known = names.NamesOf(offer.Type);
        return known.Contains(name, StringComparer.Ordinal) ? [] : [new UnknownConnectionException($"{offer.Type} connection", name, known).Message];
    }
}
