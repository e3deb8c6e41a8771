using System.Collections.Concurrent;
using System.Net;
using Transcribe.Bench.Chaos.Scenarios;

namespace Transcribe.Bench.Chaos;

/// <summary>
/// Clients that send requests, as real ones do: until they are acknowledged, with an id of their own, so that a repetition of what was done
/// already is recognised.
/// </summary>
internal sealed class Clients(int seed) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly HttpClient _http = new() { Timeout = Deadline };
    private volatile Uri? _address;
    private int _repetitions;

    /// <summary>Every run that was acknowledged.</summary>
    public ConcurrentDictionary<string, Scenario> Acknowledged { get; } = new(StringComparer.Ordinal);

    /// <summary>How many requests were sent again.</summary>
    public int Repetitions => _repetitions;

    /// <summary>Where the server is now; null: nowhere.</summary>
    public Uri? Address
    {
        get => _address;
        set => _address = value;
    }

    /// <summary>Sends one request after the other; what was begun is brought to its end.</summary>
    /// <param name="client">Which client.</param>
    /// <param name="enough">No new ones.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RunAsync(int client, CancellationToken enough, CancellationToken cancellationToken)
    {
        var random = new Random(HashCode.Combine(seed, client));
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            var scenario = Scenario.All[random.Next(Scenario.All.Count)];
            await StartAsync($"c{client}n{i}", scenario, random, cancellationToken);
            await Task.Delay(Pause * random.NextDouble() * 2, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Starts one run and sends its events: before it, between, or twice; or the second before the first.</summary>
    public async Task StartAsync(string run, Scenario scenario, Random random, CancellationToken cancellationToken)
    {
        var events = scenario.Events.SelectMany(name => Enumerable.Repeat($"events/{name}-{run}", random.Next(1, 3))).ToArray();
        random.Shuffle(events);
        var early = random.Next(events.Length + 1);

        foreach (var name in events[..early])
            await SendAsync(name, null, cancellationToken);

        await SendAsync($"workflows/{scenario.Name}", run, cancellationToken);
        Acknowledged[run] = scenario;

        await Task.WhenAll(events[early..].Select(name => SendAsync(name, null, cancellationToken)));
    }

    /// <summary>Sends a request to the server until it is acknowledged.</summary>
    public async Task SendAsync(string path, string? instanceId, CancellationToken cancellationToken)
    {
        while (!await TrySendAsync(path, instanceId, cancellationToken))
        {
            Interlocked.Increment(ref _repetitions);
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<bool> TrySendAsync(string path, string? instanceId, CancellationToken cancellationToken)
    {
        if (_address is not { } address)
            return false;

        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, path));
            if (instanceId is not null)
                request.Headers.Add("X-Workflow-Instance-ID", instanceId);

            using var response = await _http.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.Conflict;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
