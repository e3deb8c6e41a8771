using Transcribe.Activities;
using Transcribe.Engine.Server.Identity;

namespace Transcribe.Workflows.Host.Composition;

/// <summary>What people do to connections, deliveries and held recordings, in the words of the audit log.</summary>
internal static class AuditComposition
{
    /// <summary>Writes down who changes, tests or sends what. Reading leaves no line.</summary>
    public static void AuditChanges(this IEndpointConventionBuilder endpoints, string what) => endpoints.AuditedWhere(http => ActionOf(http.Request, what));

    /// <summary>What a part of the API is about.</summary>
    public static string NameOf(TranscribeApiPart part) => part == TranscribeApiPart.Connections ? "connection" : "delivery";

    private static string? ActionOf(HttpRequest request, string what) => request.Method switch
    {
        "PUT" => $"save {what}",
        "DELETE" => $"delete {what}",

        // The last word of the path is what is done: test, rotate, replay, release.
        "POST" => $"{request.Path.Value!.TrimEnd('/').Split('/')[^1]} {what}",
        _ => null,
    };
}
