using Microsoft.AspNetCore.Http;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Marks an endpoint whose refusals have no body: who calls it takes any text for what it asked for.</summary>
internal sealed class BareErrors
{
    public static readonly BareErrors Instance = new();

    /// <summary>Whether the endpoint of a request is marked.</summary>
    public static bool AreAskedFor(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<BareErrors>() is not null;
}
