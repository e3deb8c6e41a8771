using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Transcribe.Engine.Server.Studio;

namespace Transcribe.Engine.Server.Identity;

/// <summary>Makes, checks and hashes passwords, by the framework's hasher (PBKDF2 with SHA-512 and a salt of its own for each).</summary>
internal sealed class Passwords
{
    private const int MaxLength = 256;
    private const int GeneratedGroups = 5;

    // No letters and digits that are mistaken for each other when somebody copies them from a console.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    // As OWASP's cheat sheet on storing passwords asks for this function.
    private const int Iterations = 210_000;

    private readonly PasswordHasher<string> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));
    private readonly int _minLength;
    private readonly string _nobody;

    public Passwords(IOptions<IdentityOptions> options)
    {
        _minLength = options.Value.MinPasswordLength;
        _nobody = _hasher.HashPassword(string.Empty, Generate());
    }

    /// <summary>A random password of 20 characters in groups: 99 bits.</summary>
    public static string Generate() => string.Join('-', Enumerable.Range(0, GeneratedGroups).Select(_ => RandomNumberGenerator.GetString(Alphabet, 4)));

    /// <summary>Hashes a password.</summary>
    /// <exception cref="InvalidRequestException">It is no good password.</exception>
    public string Hash(string name, string? password)
    {
        if (password is null || password.Length < _minLength || password.Length > MaxLength)
            throw new InvalidRequestException($"A password needs {_minLength} to {MaxLength} characters.");
        if (password.Contains(name, StringComparison.OrdinalIgnoreCase) && password.Length < name.Length + _minLength)
            throw new InvalidRequestException("A password must not be made of the user's name.");
        return _hasher.HashPassword(name, password);
    }

    /// <summary>Whether a password is right.</summary>
    /// <param name="name">Whose.</param>
    /// <param name="hash">The stored hash; null: there is no such user, which takes as long to find out.</param>
    /// <param name="password">What was typed.</param>
    /// <param name="newHash">A hash by today's rules, where the stored one is older.</param>
    public bool IsRight(string name, string? hash, string password, out string? newHash)
    {
        newHash = null;
        if (password.Length > MaxLength)
            return false;

        var result = _hasher.VerifyHashedPassword(name, hash ?? _nobody, password);
        if (result == PasswordVerificationResult.SuccessRehashNeeded)
            newHash = _hasher.HashPassword(name, password);
        return hash is not null && result != PasswordVerificationResult.Failed;
    }
}
