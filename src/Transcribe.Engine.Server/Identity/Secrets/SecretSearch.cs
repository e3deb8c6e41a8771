using System.Text.Json;
using System.Text.Json.Nodes;

namespace Transcribe.Engine.Server.Identity;

/// <summary>Looks for the values of secrets where none must be.</summary>
internal sealed class SecretSearch(SecretVault vault)
{
    // A shorter one would be found in any text, and guards nothing.
    private const int ShortestSecret = 6;

    /// <summary>The name of a secret whose value stands in one of the texts of a document; null: there is none.</summary>
    public async Task<string?> FindInAsync(JsonNode? document, CancellationToken cancellationToken)
    {
        var texts = TextsOf(document).ToList();
        foreach (var secret in texts.Count == 0 ? [] : await vault.ListAsync(null, cancellationToken))
        {
            if (await RevealAsync(secret.Name, cancellationToken) is { Length: >= ShortestSecret } value && texts.Exists(text => text.Contains(value, StringComparison.Ordinal)))
                return secret.Name;
        }

        return null;
    }

    private async Task<string?> RevealAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await vault.RevealAsync(name, cancellationToken);
        }
        catch (SecretUnusableException)
        {
            return null;
        }
    }

    private static IEnumerable<string> TextsOf(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => TextsOf(member.Value).Append(member.Key)),
        JsonArray items => items.SelectMany(TextsOf),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value.GetValue<string>()],
        _ => [],
    };
}
