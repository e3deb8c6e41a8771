using System.Net.Http.Headers;

namespace Transcribe.Workflows.Host.CommandLine.Checks;

/// <summary>Whether transcribe.so can be reached, takes the key, and has the same time; and whether it can reach this server.</summary>
internal static class ServiceChecks
{
    private const string Area = "transcribe.so";
    private const string AccountPath = "/api/v1/account";

    private static readonly Uri Vendor = new("https://transcribe.so");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Callbacks are refused beyond five minutes; somebody should know long before.
    private static readonly TimeSpan MuchDrift = TimeSpan.FromSeconds(60);

    public static async Task<IReadOnlyList<Finding>> RunAsync(HostSettings settings, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
        var findings = new List<Finding>();
        if (settings.ApiKey is { } key)
            findings.AddRange(await TryAsync(token => CheckApiAsync(http, settings.ApiUrl ?? Vendor, key, clock, token), Area, clock, cancellationToken));
        else
            findings.Add(Finding.Note(Area, "There is no TRANSCRIBE_API_KEY: recordings go to a sandbox on this machine, with play money."));

        if (settings.PublicUrl is { } address)
            findings.AddRange(await TryAsync(token => CheckPublicAsync(http, address, token), "Callbacks", clock, cancellationToken));
        else if (settings.ApiKey is not null)
            findings.Add(Finding.Note("Callbacks", "There is no TRANSCRIBE_PUBLIC_URL, so jobs are looked up instead of told; results come some seconds later."));
        return findings;
    }

    private static async Task<IReadOnlyList<Finding>> CheckApiAsync(HttpClient http, Uri api, string key, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(api, AccountPath)) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var answer = response switch
        {
            { IsSuccessStatusCode: true } => Finding.Good(Area, $"{api} takes the key."),
            { StatusCode: System.Net.HttpStatusCode.Unauthorized or System.Net.HttpStatusCode.Forbidden } => Finding.Error(Area, $"{api} does not take TRANSCRIBE_API_KEY. Make a new key there."),
            _ => Finding.Error(Area, $"{api} answered {(int)response.StatusCode}."),
        };

        var drift = response.Headers.Date is { } theirs ? clock.GetUtcNow() - theirs : TimeSpan.Zero;
        return drift.Duration() > MuchDrift
            ? [answer, Finding.Error("Clock", $"This machine's clock is {drift.Duration().TotalSeconds:0} s {(drift > TimeSpan.Zero ? "ahead of" : "behind")} that of {api.Host}; signed callbacks will be refused. Turn on time synchronisation.")]
            : [answer];
    }

    private static async Task<IReadOnlyList<Finding>> CheckPublicAsync(HttpClient http, Uri address, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return
        [
            (int)response.StatusCode < StatusCodes.Status500InternalServerError
                ? Finding.Good("Callbacks", $"{address} answers.")
                : Finding.Warning("Callbacks", $"{address} answered {(int)response.StatusCode}: is the server running behind it?"),
            .. address.Scheme == Uri.UriSchemeHttps ? [] : new[] { Finding.Error("Callbacks", $"{address} is not https; transcribe.so calls back over https only.") },
        ];
    }

    private static async Task<IReadOnlyList<Finding>> TryAsync(
        Func<CancellationToken, Task<IReadOnlyList<Finding>>> check, string area, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await check(either.Token);
        }
        catch (HttpRequestException exception)
        {
            return [Finding.Error(area, $"It cannot be reached: {exception.Message}")];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [Finding.Error(area, $"It did not answer within {Patience.TotalSeconds:0} s.")];
        }
    }
}
