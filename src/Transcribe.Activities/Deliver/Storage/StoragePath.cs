using System.Text;

namespace Transcribe.Activities.Deliver.Storage;

/// <summary>
/// A path inside a storage, with <c>/</c> between its parts; it cannot name anything outside of it. Characters that some systems
/// do not allow in names become <c>-</c>, so that a recording's title can be part of a path.
/// </summary>
public sealed record StoragePath
{
    private const int MaxLength = 1024;
    private const int MaxNameBytes = 200;
    private const string Forbidden = "<>:\"|?*";

    private static readonly char[] Separators = ['/', '\\'];
    private static readonly HashSet<string> DeviceNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    private StoragePath(string value) => Value = value;

    /// <summary>The path, as in <c>2026/summary.md</c>.</summary>
    public string Value { get; }

    /// <summary>Reads a path from anywhere, however hostile.</summary>
    /// <exception cref="StorageRejectedException">The text cannot be a path inside a storage; the message says why.</exception>
    public static StoragePath Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new StorageRejectedException("The path is empty.");
        if (text.Length > MaxLength)
            throw new StorageRejectedException($"The path is longer than {MaxLength} characters.");
        if (Separators.Contains(text[0]) || (text.Length > 1 && text[1] == ':' && char.IsAsciiLetter(text[0]) && text.AsSpan(2).IndexOfAny(Separators) == 0))
            throw new StorageRejectedException("The path must be relative: it is a place inside the storage.");

        var names = text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names.Contains(".."))
            throw new StorageRejectedException("The path must not contain '..': it is a place inside the storage.");
        if (Separators.Contains(text[^1]))
            throw new StorageRejectedException("The path names a folder; it must end with a file name.");

        var cleaned = names.Where(name => name != ".").Select(Clean).ToList();
        return cleaned.Count == 0 ? throw new StorageRejectedException("The path names no file.") : new StoragePath(string.Join('/', cleaned));
    }

    /// <summary>The path that a storage itself names; null: it was not made by us and cannot be one.</summary>
    internal static StoragePath? TryParse(string text)
    {
        try
        {
            return Parse(text) is var path && path.Value == text ? path : null;
        }
        catch (StorageRejectedException)
        {
            return null;
        }
    }

    /// <summary>The same file with a number before its extension: <c>summary-2.md</c>.</summary>
    public StoragePath Numbered(int number)
    {
        var extension = Path.GetExtension(Value);
        return new StoragePath($"{Value[..^extension.Length]}-{number}{extension}");
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static string Clean(string name)
    {
        var clean = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
            clean.Append(Rune.IsControl(rune) || (rune.IsBmp && Forbidden.Contains((char)rune.Value)) ? new Rune('-') : rune);

        var result = clean.ToString().TrimEnd('.', ' ');
        if (result.Length == 0)
            throw new StorageRejectedException($"'{name}' cannot be a file name.");
        if (Encoding.UTF8.GetByteCount(result) > MaxNameBytes)
            throw new StorageRejectedException($"A name in the path is longer than {MaxNameBytes} bytes.");

        return DeviceNames.Contains(result.Split('.')[0]) ? "_" + result : result;
    }
}
