using Transcribe.Client.Http;

namespace Transcribe.Client.Uploads;

/// <summary>Sends one request with media in it; ends only by its answer, by standing still, or by its caller.</summary>
internal static class MediaSender
{
    public static async Task<HttpResponseMessage> SendAsync(
        HttpClient client, HttpRequestMessage request, MediaContent media, InactivityWatch watch, TimeSpan patience, CancellationToken cancellationToken)
    {
        request.Content = media;
        var host = ApiOrigin.Describe(request.RequestUri);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(watch.Token, cancellationToken);

        try
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, attempt.Token);
        }
        catch (HttpRequestException error)
        {
            throw ConnectionErrors.Create(error, host);
        }
        catch (OperationCanceledException error) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The upload was cancelled.", error, cancellationToken);
        }
        catch (OperationCanceledException error) when (watch.HasFired)
        {
            throw new TranscribeConnectionException($"{host} took no byte for {patience.TotalSeconds:0.#} s.", host, error);
        }
        catch (OperationCanceledException error)
        {
            throw new TranscribeConnectionException($"{host} could not be connected to in time.", host, error) { NotSent = true };
        }
        finally
        {
            await StopAsync(media, attempt);
        }
    }

    // An answer can come before the body is sent; then the body's source must be let go before anybody reads it again.
    private static async Task StopAsync(MediaContent media, CancellationTokenSource attempt)
    {
        if (!media.Copying.IsCompleted)
            await attempt.CancelAsync();

        await media.Copying.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
