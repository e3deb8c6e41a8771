using Transcribe.Engine.Server.Http;

namespace Transcribe.Engine.Server.Identity;

/// <summary>Endpoints check their callers with the secrets that people keep.</summary>
internal sealed class VaultSecrets(SecretVault vault) : IEndpointSecrets
{
    public bool Exists(string name) => vault.Exists(name);

    public async ValueTask<string?> FindAsync(string name, CancellationToken cancellationToken)
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
}
