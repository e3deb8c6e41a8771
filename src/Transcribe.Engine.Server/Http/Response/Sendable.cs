using System.Buffers;
using System.Globalization;

namespace Transcribe.Engine.Server.Http;

/// <summary>What a server can send. Found out when the answer leaves, after the commit, it would be too late for the run to say it.</summary>
internal static class Sendable
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private const string Length = "Content-Length";

    private static readonly string[] OfConnection = ["Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade"];

    /// <summary>Whether an answer of this status has a content (RFC 9110, 15.3.5, 15.3.6 and 15.4.5).</summary>
    public static bool HasBody(int status) => status is not (204 or 205 or 304);

    /// <summary>
    /// Takes out what belongs to a connection and not to an answer (RFC 9110, 7.6.1), such as when a workflow copies the headers of another
    /// answer: it would break this connection, or let the next answer on it be read as a part of this one. The server measures the content itself.
    /// </summary>
    /// <returns>The names of what was taken out; a length that is right is not worth a word.</returns>
    public static IReadOnlyList<string> TakeOutOfConnection(Dictionary<string, string[]> headers, long length)
    {
        var listed = headers.GetValueOrDefault("Connection", []).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        var unfit = OfConnection.Concat(listed).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (headers.GetValueOrDefault(Length) is not [var written] || written != length.ToString(CultureInfo.InvariantCulture))
            unfit.Add(Length);

        var found = headers.Keys.Where(unfit.Contains).ToList();
        found.ForEach(name => headers.Remove(name));
        headers.Remove(Length);
        return found;
    }

    /// <exception cref="InvalidOperationException">It is no status of an answer.</exception>
    public static void CheckStatus(int status)
    {
        if (status is < 200 or > 599)
            throw new InvalidOperationException($"{status} is no status of an answer: it must be between 200 and 599.");
    }

    /// <exception cref="InvalidOperationException">It is no header. The message does not repeat the value.</exception>
    public static void CheckHeader(string name, string? value)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameCharacters))
            throw new InvalidOperationException($"'{name}' is no name of a header.");

        if (value?.AsSpan().ContainsAnyExceptInRange(' ', '~') == true)
            throw new InvalidOperationException($"The header '{name}' cannot be sent: only plain ASCII characters can stand in one, and no line breaks. Encode its value, such as by encodeURIComponent.");
    }
}
