namespace Transcribe.Sandbox.Http;

internal static class RequestAddress
{
    /// <summary>An address of this sandbox under the name by which the client reached it, which may be a forwarded port's.</summary>
    public static string AddressOf(this HttpContext http, string path) => $"{http.Request.Scheme}://{http.Request.Host}/{path}";
}
