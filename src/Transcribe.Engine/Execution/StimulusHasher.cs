using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Execution;

/// <summary>
/// The hash by which stimuli find bookmarks and triggers: SHA-256 over name, payload and execution id. Payload members are
/// written by their declared names, null members and those marked <see cref="ExcludeFromHashAttribute"/> are left out, so that
/// external senders and upstream compute the same.
/// </summary>
public static class StimulusHasher
{
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutExcluded } },
    };

    /// <summary>The hash of a stimulus.</summary>
    /// <param name="name">The bookmark's or trigger's name.</param>
    /// <param name="payload">The payload; a string counts as it is, anything else as JSON; null: none.</param>
    /// <param name="activityInstanceId">The execution's id when only it should be found.</param>
    public static string Hash(string name, object? payload, string? activityInstanceId = null)
    {
        var text = new StringBuilder(name);
        if (payload is not null)
            Append(text, payload as string ?? JsonSerializer.Serialize(payload, payload.GetType(), Options));
        if (activityInstanceId is not null)
            Append(text, activityInstanceId);

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Append(StringBuilder text, string part)
    {
        if (part.Length > 0)
            text.Append('|').Append(part);
    }

    private static void LeaveOutExcluded(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i].AttributeProvider?.IsDefined(typeof(ExcludeFromHashAttribute), inherit: true) == true)
                type.Properties.RemoveAt(i);
        }
    }
}
