using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Transcribe.Activities.Connections;

/// <summary>Encrypts settings for the database, with the keys of ASP.NET data protection.</summary>
internal sealed class SettingsProtector(IDataProtectionProvider provider)
{
    private readonly IDataProtector _protector = provider.CreateProtector("Transcribe.Activities.Connections.v1");

    public string Protect(IReadOnlyDictionary<string, string> settings) => _protector.Protect(JsonSerializer.Serialize(settings));

    /// <summary>The settings.</summary>
    /// <exception cref="ConnectionRejectedException">The key that encrypted them is gone.</exception>
    public IReadOnlyDictionary<string, string> Unprotect(string text)
    {
        try
        {
            return new Dictionary<string, string>(JsonSerializer.Deserialize<Dictionary<string, string>>(_protector.Unprotect(text))!, StringComparer.OrdinalIgnoreCase);
        }
        catch (CryptographicException)
        {
            throw new ConnectionRejectedException("Its settings cannot be decrypted: the server's keys are not those that encrypted them. Bring the keys back, or save the connection again.");
        }
    }
}
