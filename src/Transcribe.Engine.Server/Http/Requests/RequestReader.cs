using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Transcribe.Engine.Server.Http;

/// <summary>Reads requests as far as their endpoints take them, and checks what has to be checked over the bytes as they came.</summary>
internal sealed class RequestReader(EndpointGate gate, IOptions<HttpWorkflowOptions> options)
{
    private const int ServersSlack = 64 * 1024;

    /// <summary>Reads the request; null: it was refused, and the caller knows why.</summary>
    public async Task<HttpExchange?> ReadAsync(HttpContext http, EndpointCall call)
    {
        var (endpoint, limit) = (call.Endpoint, call.Endpoint?.RequestSizeLimit ?? options.Value.MaxRequestBytes);
        try
        {
            // The endpoint says how much it takes, more or less than servers usually do; and it is the one to say that it is too much. Only the
            // parts of a form are counted one by one: how much they are together the server counts.
            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
                server.MaxRequestBodySize = http.Request.HasFormContentType ? limit : limit + ServersSlack;

            if (call.Rules is { } rules && SignatureScheme.Of(rules) is not null)
            {
                await RequestBody.KeepAsync(http.Request, limit, http.RequestAborted);
                if (!await gate.AdmitBodyAsync(http, rules))
                    return null;

                http.Request.Body.Position = 0;
            }

            var (body, files) = await RequestBody.ReadAsync(http.Request, limit, endpoint?.KeepsText == true, http.RequestAborted);
            var rejection = files.Count > 0 && endpoint is not null ? FileRules.Find(endpoint, files) : null;
            return await RefuseAsync(http, endpoint, rejection) ? null : ExchangeOf(http, call, body, files, rejection);
        }
        catch (Exception exception) when (exception is RequestTooLargeException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            var rejection = new HttpRejection(HttpRejection.RequestTooLarge, StatusCodes.Status413PayloadTooLarge, new RequestTooLargeException(limit).Message);
            return await RefuseAsync(http, endpoint, rejection) ? null : ExchangeOf(http, call, null, [], rejection);
        }
        catch (BadHttpRequestException exception)
        {
            await Problems.WriteAsync(http, exception.StatusCode, "The body cannot be read.", exception.Message);
            return null;
        }
        catch (JsonException exception)
        {
            await Problems.WriteMalformedAsync(http, exception);
            return null;
        }
    }

    private static HttpExchange ExchangeOf(HttpContext http, EndpointCall call, object? body, IReadOnlyList<IFormFile> files, HttpRejection? rejection) =>
        new(http, ReceivedRequest.Of(http, call.RouteValues, body, EndpointAuthenticator.HiddenHeaders(call.Rules)), files)
        {
            Rejection = rejection, IsAnsweredOtherwise = call.Rules is { Answer: not EndpointAnswer.ByWorkflow },
        };

    /// <summary>Answers a request that the endpoint does not take, unless that is one of its outcomes.</summary>
    private static async Task<bool> RefuseAsync(HttpContext http, HttpEndpointStimulus? endpoint, HttpRejection? rejection)
    {
        if (rejection is null || endpoint?.ExposedRejections?.Contains(rejection.Outcome) == true)
            return false;

        await Problems.WriteAsync(http, rejection.StatusCode, $"{rejection.Outcome}.", rejection.Message);
        return true;
    }
}
