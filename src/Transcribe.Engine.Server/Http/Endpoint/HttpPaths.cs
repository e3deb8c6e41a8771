namespace Transcribe.Engine.Server.Http;

/// <summary>Paths of endpoints in one form: one slash in front, none at the end, none doubled.</summary>
internal static class HttpPaths
{
    public static string Normalize(string path) => "/" + string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries));
}
