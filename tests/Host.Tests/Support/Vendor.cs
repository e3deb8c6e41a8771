using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Transcribe.Workflows.Host.Tests.Support;

/// <summary>Something at the vendor's address that answers everything alike.</summary>
internal sealed class Vendor(WebApplication app) : IAsyncDisposable
{
    public string Address => app.Urls.Single();

    public static async Task<Vendor> StartAsync(HttpStatusCode answer, string? body = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(http =>
        {
            http.Response.StatusCode = (int)answer;
            return body is null ? Task.CompletedTask : http.Response.WriteAsync(body);
        });
        await app.StartAsync();
        return new Vendor(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
