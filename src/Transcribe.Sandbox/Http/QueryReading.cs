using System.Globalization;

namespace Transcribe.Sandbox.Http;

/// <summary>Query values with their limits, and a refusal that names the value.</summary>
internal static class QueryReading
{
    public static int Int(this IQueryCollection query, string name, int missing, int least, int most)
    {
        var text = query[name].ToString();
        if (text.Length == 0)
            return missing;

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw ApiErrors.Invalid($"{name} must be a whole number from {least} to {most}.");
    }

    public static bool Flag(this IQueryCollection query, string name, bool missing) => query[name].ToString() switch
    {
        "" => missing,
        "true" or "1" => true,
        "false" or "0" => false,
        _ => throw ApiErrors.Invalid($"{name} must be true or false."),
    };

    public static string OneOf(this IQueryCollection query, string name, string missing, params string[] known)
    {
        var text = query[name].ToString();
        if (text.Length == 0)
            return missing;

        return known.Contains(text) ? text : throw ApiErrors.Invalid($"{name} must be one of {string.Join(", ", known)}.");
    }
}
