using Microsoft.AspNetCore.Http;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Server.Http;

/// <summary>What a run is told of the request that started it. It is a run's input where the caller is answered before the run begins, so that no crash loses it.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path.</param>
/// <param name="RouteData">The parameters of the path.</param>
/// <param name="Query">The query; a repeated key is a list.</param>
/// <param name="Headers">The headers, without those that prove who calls; a repeated name is a list.</param>
/// <param name="Body">The parsed body.</param>
public sealed record ReceivedRequest(
    string Method, string Path, IDictionary<string, object> RouteData, IDictionary<string, object> Query, IDictionary<string, object> Headers, object? Body)
{
    /// <summary>Its name among the inputs of a run.</summary>
    public const string InputName = "HttpRequest";

    private static readonly string[] Credentials = ["Authorization", "Cookie", "Proxy-Authorization"];

    /// <summary>What a run in this request is told.</summary>
    /// <param name="http">The request.</param>
    /// <param name="routeValues">The parameters of its path.</param>
    /// <param name="body">Its parsed body.</param>
    /// <param name="hidden">Headers that no run may see.</param>
    internal static ReceivedRequest Of(HttpContext http, IDictionary<string, object> routeValues, object? body, IEnumerable<string> hidden)
    {
        var headers = HttpValues.Of(http.Request.Headers);
        foreach (var name in hidden)
            headers.Remove(name);

        return new(http.Request.Method, http.Request.Path, routeValues, HttpValues.Of(http.Request.Query), headers, body);
    }

    /// <summary>The request of a run that was answered before it began; null: it was not.</summary>
    internal static ReceivedRequest? Of(ActivityExecutionContext context) =>
        context.WorkflowExecutionContext.Input.TryGetValue(InputName, out var kept) && kept is IDictionary<string, object?> request
            ? new(
                request["method"] as string ?? string.Empty, request["path"] as string ?? string.Empty,
                Members(request["routeData"]), Members(request["query"]), Members(request["headers"]), request["body"])
            : null;

    /// <summary>The same as an input of a run, without anything that proves who called.</summary>
    internal Dictionary<string, object?> ToInput() => new(StringComparer.Ordinal)
    {
        ["method"] = Method,
        ["path"] = Path,
        ["routeData"] = RouteData,
        ["query"] = Query,
        ["headers"] = Headers.Where(header => !Credentials.Contains(header.Key, StringComparer.OrdinalIgnoreCase)).ToDictionary(StringComparer.OrdinalIgnoreCase),
        ["body"] = Body,
    };

    private static Dictionary<string, object> Members(object? kept) =>
        (kept as IDictionary<string, object?> ?? new Dictionary<string, object?>()).ToDictionary(member => member.Key, member => member.Value ?? string.Empty, StringComparer.OrdinalIgnoreCase);
}
