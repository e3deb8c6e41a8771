namespace Transcribe.Engine.Server.Http;

/// <summary>An address under which the latest version of a workflow can be called before it is published.</summary>
/// <param name="Token">What only those know who were given the address.</param>
/// <param name="DefinitionId">The workflow.</param>
/// <param name="ExpiresAt">Until when it answers.</param>
internal sealed record TestUrl(string Token, string DefinitionId, DateTimeOffset ExpiresAt)
{
    /// <summary>The last request to it; null: there was none.</summary>
    public TestCall? Last { get; set; }
}

/// <summary>A request to a test address, as it came and as it was answered.</summary>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">The path behind the address.</param>
/// <param name="Query">The query, as it was written.</param>
/// <param name="Headers">The headers; what proves who calls is left out.</param>
/// <param name="Body">The beginning of the body, as text; null: it had none, or none that is text.</param>
/// <param name="BodyLength">How many bytes the body had.</param>
/// <param name="StatusCode">The status of the answer.</param>
/// <param name="WorkflowInstanceId">The run that it started; null: it started none.</param>
internal sealed record TestCall(
    DateTimeOffset ReceivedAt, string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string? Body, long BodyLength, int StatusCode, string? WorkflowInstanceId);
