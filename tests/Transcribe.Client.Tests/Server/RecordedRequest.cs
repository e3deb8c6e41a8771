using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Transcribe.Client.Tests.Server;

/// <summary>One request as it arrived.</summary>
public sealed class RecordedRequest(HttpRequest request, byte[] body)
{
    public string Route { get; } = $"{request.Method} {request.Path.Value}";

    public IReadOnlyDictionary<string, string> Query { get; } = request.Query.ToDictionary(x => x.Key, x => x.Value.ToString());

    public IReadOnlyDictionary<string, string> Headers { get; } =
        request.Headers.ToDictionary(x => x.Key, x => x.Value.ToString(), StringComparer.OrdinalIgnoreCase);

    public byte[] Body => body;

    public string Text => Encoding.UTF8.GetString(body);

    public JsonElement Json => JsonDocument.Parse(body).RootElement;

    public string? Key => Headers.GetValueOrDefault("Idempotency-Key");

    public string? Authorization => Headers.GetValueOrDefault("Authorization");
}
