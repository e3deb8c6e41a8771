namespace Transcribe.Engine.Server.Http;

/// <summary>Writes bodies of a form that the engine does not know, for answers and calls of workflows. Hosts register their own.</summary>
public interface IHttpContentFactory
{
    /// <summary>The content types that it writes, such as <c>application/msgpack</c>; it is asked before the engine's own way.</summary>
    IEnumerable<string> SupportedContentTypes { get; }

    /// <summary>The bytes of a value.</summary>
    byte[] CreateContent(object content, string contentType);
}

/// <summary>Reads bodies of a form that the engine does not know, of requests to workflows and of answers to their calls. Hosts register their own.</summary>
public interface IHttpContentParser
{
    /// <summary>The content types that it reads; it is asked before the engine's own way.</summary>
    IEnumerable<string> SupportedContentTypes { get; }

    /// <summary>The value of a body, which is not empty.</summary>
    object? Parse(ReadOnlyMemory<byte> content, string contentType);
}
