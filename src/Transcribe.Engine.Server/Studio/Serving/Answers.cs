using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Transcribe.Engine.Server.Identity;

namespace Transcribe.Engine.Server.Studio;

/// <summary>The answers of the API.</summary>
internal static class Answers
{
    private const string Problem = "application/problem+json";
    private const string General = "generalErrors";
    private const string Summary = "One or more errors occurred!";

    // Written by its declared type: left to itself, the framework would take the run-time type of lists for a value of a run.
    public static IResult Ok<T>(T value, int status = StatusCodes.Status200OK, string contentType = "application/json") =>
        Results.Text(JsonSerializer.SerializeToUtf8Bytes(value, StudioJson.Options), contentType, status);

    /// <summary>A list with its length, as descriptors and records have it.</summary>
    public static IResult List<T>(IReadOnlyCollection<T> items) => Ok(new Listing<T>(items, items.Count));

    /// <summary>A mistake that people can mend; the designer shows each sentence.</summary>
    public static IResult Invalid(params IEnumerable<string> messages) => Invalid(General, messages);

    /// <summary>A body that cannot be read.</summary>
    public static IResult Unreadable(JsonException exception) => Invalid(
        "serializerErrors",
        [exception.Path is null ? exception.Message : $"What the body has at '{exception.Path}' (line {(exception.LineNumber ?? 0) + 1}) is not JSON, or not what belongs there."]);

    /// <summary>Something that cannot be had or done, and why.</summary>
    public static IResult Refused(int status, string message) =>
        Ok(new Failure(status, message, new Dictionary<string, string[]>(StringComparer.Ordinal) { [General] = [message] }), status, Problem);

    /// <summary>Something for which the caller lacks a permission.</summary>
    public static IResult Forbidden(string permission) => Refused(
        StatusCodes.Status403Forbidden,
        $"This needs the permission '{permission}' ({Permission.Known.GetValueOrDefault(permission, "of a role")}). An administrator can give you a role that has it.");

    /// <summary>Mistakes by the member of the body that has them.</summary>
    public static IResult Invalid(Dictionary<string, string[]> errors) =>
        Ok(new Failure(StatusCodes.Status400BadRequest, Summary, errors), StatusCodes.Status400BadRequest, Problem);

    private static IResult Invalid(string member, IEnumerable<string> messages) =>
        Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal) { [member] = [.. messages] });

    private sealed record Failure(int StatusCode, string Message, Dictionary<string, string[]> Errors);
}

/// <summary>A list with its length.</summary>
internal sealed record Listing<T>(IReadOnlyCollection<T> Items, int Count);

/// <summary>One page of a list, with what the caller may do to the list.</summary>
internal sealed record Paged<T>(IReadOnlyCollection<T> Items, int TotalCount, IReadOnlyList<Link>? Links = null);

/// <summary>Something that a caller may do; the designer looks at <paramref name="Rel"/> only.</summary>
internal sealed record Link(string Href, string Rel, string Method);
