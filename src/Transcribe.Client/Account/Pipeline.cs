using System.Text.Json;
using System.Text.Json.Serialization;
using Transcribe.Client.Api;

namespace Transcribe.Client;

/// <summary>A model that can transcribe, and its price.</summary>
public sealed record Pipeline
{
    /// <summary>What <see cref="TranscriptionRequest.PipelineCode"/> takes.</summary>
    public string? Code { get; init; }

    /// <summary>Its name for people.</summary>
    public string? Name { get; init; }

    /// <summary>Price of a started minute, in US dollars.</summary>
    public decimal? RetailUsdPerMin { get; init; }

    /// <summary>Languages it knows, BCP-47; read from texts or from objects with a <c>code</c>.</summary>
    [JsonConverter(typeof(CodeListConverter))]
    public IReadOnlyList<string> Languages { get; init => field = value ?? []; } = [];

    /// <summary>Whatever else the API says, such as what it can do about speakers.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; init; }
}
