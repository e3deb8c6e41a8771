using Microsoft.AspNetCore.Http;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Reads requests as tolerantly as upstream: names in any case, empty values as absent, lists by repetition.</summary>
internal static class Requests
{
    public static string? Text(this IQueryCollection query, string name) =>
        query.TryGetValue(name, out var values) && values is [{ Length: > 0 } first, ..] ? first : null;

    public static int? Number(this IQueryCollection query, string name) => query.Text(name) switch
    {
        null => null,
        { } text when int.TryParse(text, out var number) && number >= 0 => number,
        { } text => throw new InvalidRequestException($"'{text}' is no value for '{name}': it must be a number from 0."),
    };

    public static bool? Flag(this IQueryCollection query, string name) => bool.TryParse(query.Text(name), out var flag) ? flag : null;

    public static IReadOnlyCollection<string> List(this IQueryCollection query, string name) =>
        query.TryGetValue(name, out var values) ? [.. values.OfType<string>().Where(value => value.Length > 0)] : [];

    /// <summary>The version asked for; null: any, which is also what an empty value means.</summary>
    public static VersionOptions? Version(this IQueryCollection query) => query.Text("versionOptions") is { } text ? VersionOf(text) : null;

    /// <summary>Reads <c>Latest</c>, <c>Published</c> … or a number; upstream's <c>AllVersions</c> means any.</summary>
    public static VersionOptions VersionOf(string text)
    {
        try
        {
            return string.Equals(text, "AllVersions", StringComparison.OrdinalIgnoreCase) ? VersionOptions.All : VersionOptions.FromString(text);
        }
        catch (FormatException exception)
        {
            throw new InvalidRequestException(exception.Message);
        }
    }

    /// <summary>The body; a request without one gets the defaults.</summary>
    public static async ValueTask<T> BodyAsync<T>(this HttpRequest request, CancellationToken cancellationToken)
        where T : new()
    {
        if (request.ContentLength is null or 0 && !request.HasJsonContentType())
            return new T();

        if (!request.HasJsonContentType())
            throw new InvalidRequestException("The body must be JSON, with Content-Type: application/json.");

        return await request.ReadFromJsonAsync<T>(StudioJson.Options, cancellationToken) ?? new T();
    }
}
