namespace Transcribe.Engine.Server.Identity;

/// <summary>
/// Keys for the operator at the machine: who can read the data folder may everything already. Each lives as long as one command, and the
/// audit log names who had it.
/// </summary>
public sealed class OperatorKeys
{
    private const int SuffixLength = 8;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly ApiKeyStore _keys;
    private readonly TimeProvider _clock;

    internal OperatorKeys(ApiKeyStore keys, TimeProvider clock) => (_keys, _clock) = (keys, clock);

    /// <summary>Makes a key that may everything, for some hours at most.</summary>
    /// <param name="user">Who asks; the audit log shows it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its id, and the key, which is nowhere else.</returns>
    public async Task<(string Id, string Key)> IssueAsync(string user, CancellationToken cancellationToken)
    {
        var letters = new string([.. user.Where(char.IsLetterOrDigit).Take(Names.MaxLength / 2)]);
        var name = $"command-line-{letters}-{Tokens.NewId()[..SuffixLength]}";
        var (record, key) = await _keys.CreateAsync(name, [Role.Administrator.Id], _clock.GetUtcNow() + Lifetime, Caller.Host, cancellationToken);
        return (record.Id, key);
    }

    /// <summary>Takes a key back.</summary>
    public Task RevokeAsync(string id, CancellationToken cancellationToken) => _keys.DeleteAsync(id, Caller.Host, cancellationToken);
}
