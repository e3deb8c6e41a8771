using System.Text.RegularExpressions;

namespace Transcribe.Engine.Server.Identity;

/// <summary>What users, roles and keys may be called.</summary>
internal static partial class Names
{
    public const int MaxLength = 64;

    public const string Rule = "letters, digits and . _ @ + - only, beginning with a letter or digit, and at most 64 of them";

    public static bool IsGood(string? name) => name is { Length: <= MaxLength } && Good().IsMatch(name);

    [GeneratedRegex(@"^[\p{L}\p{Nd}][\p{L}\p{Nd}._@+-]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Good();
}
