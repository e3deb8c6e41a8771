using System.Collections.Concurrent;
using System.Diagnostics;

namespace Transcribe.Bench.Speech;

/// <summary>Counts the requests that this process sends to the API, by what they ask and how they are answered.</summary>
internal sealed class RequestCounter : IDisposable
{
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private readonly ActivityListener _listener;

    public RequestCounter(Uri api)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => Count(activity, api),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public int Total => _counts.Values.Sum();

    /// <summary>Those that were refused for the rate limit.</summary>
    public int RateLimited => _counts.Where(pair => pair.Key.EndsWith("429", StringComparison.Ordinal)).Sum(pair => pair.Value);

    /// <summary>Those that read a page of the list.</summary>
    public int Sweeps => Of("GET list");

    public int Of(string what) => _counts.Where(pair => pair.Key.StartsWith(what, StringComparison.Ordinal)).Sum(pair => pair.Value);

    public override string ToString() => string.Join(", ", _counts.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value:n0}"));

    public void Dispose() => _listener.Dispose();

    private void Count(Activity activity, Uri api)
    {
        if (!Uri.TryCreate(activity.GetTagItem("url.full") as string, UriKind.Absolute, out var url) || url.Authority != api.Authority)
            return;

        var parts = url.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var method = activity.GetTagItem("http.request.method") as string;
        var what = (method, parts) switch
        {
            ("POST", [.., "transcriptions"]) => "POST submit",
            ("GET", [.., "transcriptions"]) => "GET list",
            ("GET", [.., "transcriptions", _]) => "GET row",
            _ => $"{method} {parts.LastOrDefault()}",
        };
        _counts.AddOrUpdate($"{what} {activity.GetTagItem("http.response.status_code") ?? "no answer"}", 1, (_, count) => count + 1);
    }
}
