using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Server.Http;

/// <summary>What an activity of one's own waits for.</summary>
/// <param name="Path">The path below the base path, with parameters such as <c>{id}</c>.</param>
/// <param name="Method">The method.</param>
public sealed record HttpEndpointOptions(string Path, string Method = "GET")
{
    /// <summary>Whether only signed-in callers are let in; default false.</summary>
    public bool Authorize { get; init; }

    /// <summary>The policy that callers must meet.</summary>
    public string? Policy { get; init; }

    /// <summary>How long the burst may take; default no limit.</summary>
    public TimeSpan? RequestTimeout { get; init; }

    /// <summary>How many bytes a body may have; default: the server's limit.</summary>
    public long? RequestSizeLimit { get; init; }
}

/// <summary>Waiting for requests, for activities of one's own. The callback finds the request by <see cref="HttpExchange.Of"/>.</summary>
public static class HttpWaiting
{
    /// <summary>The metadata of a bookmark that has its own name.</summary>
    public const string NameKey = "Name";

    /// <summary>Waits for a request; without a callback the activity completes when it comes.</summary>
    public static void WaitForHttpRequestAsync(
        this ActivityExecutionContext context, string path, string method, ExecuteActivityDelegate? callback = null, string? bookmarkName = null) =>
        context.WaitForHttpRequestAsync(new HttpEndpointOptions(path, method), callback, bookmarkName);

    /// <summary>Waits for a request by any of several methods.</summary>
    public static void WaitForHttpRequestAsync(
        this ActivityExecutionContext context, string path, IEnumerable<string> methods, ExecuteActivityDelegate? callback = null, string? bookmarkName = null)
    {
        foreach (var method in methods)
            context.WaitForHttpRequestAsync(path, method, callback, bookmarkName);
    }

    /// <summary>
    /// Waits for a request as <paramref name="options"/> say. A request looks for the endpoints' own name, so <paramref name="bookmarkName"/> is
    /// kept beside it, in the bookmark's metadata as <see cref="NameKey"/>; default: none.
    /// </summary>
    public static void WaitForHttpRequestAsync(
        this ActivityExecutionContext context, HttpEndpointOptions options, ExecuteActivityDelegate? callback = null, string? bookmarkName = null) =>
        context.CreateBookmark(new CreateBookmarkArgs
        {
            BookmarkName = HttpEndpointStimulus.Name,
            Metadata = bookmarkName is null ? null : new Dictionary<string, string>(StringComparer.Ordinal) { [NameKey] = bookmarkName },
            Callback = callback,
            Stimulus = new HttpEndpointStimulus(HttpPaths.Normalize(options.Path), options.Method.ToLowerInvariant())
            {
                Authorize = options.Authorize, Policy = options.Policy, RequestTimeout = options.RequestTimeout, RequestSizeLimit = options.RequestSizeLimit,
            },
        });
}
