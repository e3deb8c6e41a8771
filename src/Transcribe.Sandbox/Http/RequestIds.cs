using System.Security.Cryptography;

namespace Transcribe.Sandbox.Http;

/// <summary>Gives every request an id, and every response the header that carries it.</summary>
internal sealed class RequestIds(RequestDelegate next)
{
    public const string Header = "X-Request-Id";

    public Task InvokeAsync(HttpContext http)
    {
        var id = $"req_{RandomNumberGenerator.GetHexString(20, lowercase: true)}";
        http.TraceIdentifier = id;
        http.Response.OnStarting(() =>
        {
            http.Response.Headers[Header] = id;
            return Task.CompletedTask;
        });
        return next(http);
    }
}
