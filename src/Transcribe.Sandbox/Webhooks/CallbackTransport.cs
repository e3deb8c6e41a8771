using System.Net.Http.Headers;
using System.Net.Mime;
using Transcribe.Sandbox.Storage;

namespace Transcribe.Sandbox.Webhooks;

/// <summary>Sends one callback once.</summary>
internal sealed class CallbackTransport(CallbackSigner signer, SandboxOptions options, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan WrongAge = TimeSpan.FromHours(1);

    // A redirect is no acceptance, and a signed body goes to the address that was given and to no other.
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => http.Dispose();

    /// <summary>Null when the receiver took it, else why not.</summary>
    public async Task<string?> SendAsync(DeliveryRow delivery, SandboxCallbackFault? fault, CancellationToken cancellationToken)
    {
        var time = clock.GetUtcNow() - (fault is { Kind: SandboxCallbackFaultKind.WrongTimestamp } ? WrongAge : TimeSpan.Zero);
        var secret = fault is { Kind: SandboxCallbackFaultKind.ForgedSignature } ? CallbackSigner.NewSecret() : delivery.Secret;

        using var request = new HttpRequestMessage(HttpMethod.Post, delivery.Url) { Content = new ByteArrayContent(delivery.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json, "utf-8");
        request.Headers.TryAddWithoutValidation(options.CallbackSignatureHeader, signer.Sign(delivery.Body, secret, time));

        using var timer = new CancellationTokenSource(options.CallbackTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return response.IsSuccessStatusCode ? null : $"the receiver answered {(int)response.StatusCode}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"the receiver did not answer within {options.CallbackTimeout.TotalSeconds:0} s";
        }
        catch (HttpRequestException)
        {
            return "the receiver could not be reached";
        }
    }
}
