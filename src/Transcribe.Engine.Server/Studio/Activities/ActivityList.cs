using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Runtime;

namespace Transcribe.Engine.Server.Studio;

/// <summary>
/// The answer that lists all activity types. It is the largest of the API, and the designer asks for it after every change: so it is
/// written and compressed once, and a browser that has it already is only told so.
/// </summary>
internal sealed class ActivityList
{
    private const string Brotli = "br";

    private readonly ActivityRegistry _registry;
    private readonly ActivityMapper _mapper;
    private volatile Written? _written;

    public ActivityList(ActivityRegistry registry, ActivityMapper mapper, DefinitionCatalog catalog)
    {
        (_registry, _mapper) = (registry, mapper);

        // Workflows can be activities too.
        catalog.Changed += (_, _) => _written = null;
    }

    /// <summary>Answers in the encoding that the caller takes.</summary>
    public IResult Answer(HttpContext http)
    {
        var types = _registry.Descriptors;
        var written = _written is { } known && known.Types == types.Count ? known : _written = Write(types);
        var takesBrotli = http.Request.GetTypedHeaders().AcceptEncoding.Any(value => value.Value == Brotli && value.Quality is not 0);
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (takesBrotli)
            http.Response.Headers.ContentEncoding = Brotli;

        return Results.Bytes(takesBrotli ? written.Compressed : written.Plain, "application/json", entityTag: takesBrotli ? written.CompressedTag : written.PlainTag);
    }

    private Written Write(IReadOnlyCollection<ActivityDescriptor> types)
    {
        var items = types.DistinctBy(activity => (activity.TypeName, activity.Version))
            .OrderBy(activity => activity.TypeName, StringComparer.Ordinal).ThenBy(activity => activity.Version).Select(_mapper.Map).ToList();
        var plain = JsonSerializer.SerializeToUtf8Bytes(new Listing<ActivityModel>(items, items.Count), StudioJson.Options);
        using var compressed = new MemoryStream();
        using (var stream = new BrotliStream(compressed, CompressionLevel.Optimal))
            stream.Write(plain);

        // Another text of the same content is another entity.
        var tag = Convert.ToHexStringLower(SHA256.HashData(plain))[..16];
        return new Written(types.Count, plain, new EntityTagHeaderValue($"\"{tag}\""), compressed.ToArray(), new EntityTagHeaderValue($"\"{tag}-{Brotli}\""));
    }

    private sealed record Written(int Types, byte[] Plain, EntityTagHeaderValue PlainTag, byte[] Compressed, EntityTagHeaderValue CompressedTag);
}
