using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Server.Http;

/// <summary>What an <see cref="HttpEndpoint"/> waits for. Only path and method are part of the hash; the rest travels with it.</summary>
/// <param name="Path">The route template, such as <c>/orders/{id}</c>.</param>
/// <param name="Method">The method in lower case.</param>
public sealed record HttpEndpointStimulus(string Path, string Method)
{
    /// <summary>The name of its triggers and bookmarks.</summary>
    public const string Name = "Elsa.HttpEndpoint";

    /// <summary>Whether only signed-in callers are let in.</summary>
    [ExcludeFromHash]
    public bool Authorize { get; init; }

    /// <summary>The policy that callers must meet.</summary>
    [ExcludeFromHash]
    public string? Policy { get; init; }

    /// <summary>How long the burst may take.</summary>
    [ExcludeFromHash]
    public TimeSpan? RequestTimeout { get; init; }

    /// <summary>How many bytes a body may have.</summary>
    [ExcludeFromHash]
    public long? RequestSizeLimit { get; init; }

    /// <summary>How many bytes a file may have.</summary>
    [ExcludeFromHash]
    public long? FileSizeLimit { get; init; }

    /// <summary>The extensions that files may have; null or empty: any.</summary>
    [ExcludeFromHash]
    public ICollection<string>? AllowedFileExtensions { get; init; }

    /// <summary>The extensions that files may not have.</summary>
    [ExcludeFromHash]
    public ICollection<string>? BlockedFileExtensions { get; init; }

    /// <summary>The types that files may have; null or empty: any.</summary>
    [ExcludeFromHash]
    public ICollection<string>? AllowedMimeTypes { get; init; }

    /// <summary>The rejections that are outcomes of the endpoint instead of answers to the caller.</summary>
    [ExcludeFromHash]
    public ICollection<string>? ExposedRejections { get; init; }

    /// <summary>Whether JSON is given as the text that came: the variable that takes the body is a text. Null: it is parsed.</summary>
    [ExcludeFromHash]
    public bool? KeepsText { get; init; }

    /// <summary>What it asks of its callers and how it answers, beyond upstream's; null: nothing.</summary>
    [ExcludeFromHash]
    public EndpointRules? Rules { get; init; }
}
