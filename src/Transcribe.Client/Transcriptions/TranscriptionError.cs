using System.Text.Json.Serialization;
using Transcribe.Client.Api;

namespace Transcribe.Client;

/// <summary>Why a job failed; read from a text or from an object with <c>code</c> and <c>message</c>.</summary>
/// <param name="Code">The API's code, when it gave one.</param>
/// <param name="Message">The API's sentence.</param>
[JsonConverter(typeof(TranscriptionErrorConverter))]
public sealed record TranscriptionError(string? Code, string? Message);
