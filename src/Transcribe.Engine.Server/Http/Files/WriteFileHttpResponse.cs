using System.Collections;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Http;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Server.Http;

/// <summary>
/// Answers the request with a file, or with several as one zip. It sends what the workflow has; a text is the content of a file, never the
/// path of one on this server, and a URL is for <see cref="DownloadHttpFile"/>.
/// </summary>
[Activity("Elsa", "HTTP", "Answers the HTTP request with a file.", DisplayName = "HTTP File Response")]
public sealed class WriteFileHttpResponse([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : CodeActivity(source, line)
{
    private const string AnyType = "application/octet-stream";

    /// <summary>The type of the content; default: the file's.</summary>
    [Input(DisplayName = "Content Type", Description = "The type of the content; the file's when empty.", Order = 1)]
    public Input<string?> ContentType { get; set; } = new((string?)null);

    /// <summary>The name under which it is saved; default: the file's.</summary>
    [Input(Description = "The name under which it is saved; the file's when empty.", Order = 2)]
    public Input<string?> Filename { get; set; } = new((string?)null);

    /// <summary>What tells this content from another; default: the file's.</summary>
    [Input(DisplayName = "Entity Tag", Description = "What tells this content from another.", Order = 3)]
    public Input<string?> EntityTag { get; set; } = new((string?)null);

    /// <summary>The file: bytes, a stream, a file of a request or a download, text, or a list of these; nothing is answered 204.</summary>
    [Input(Description = "The file: bytes, a stream, a file of a request or a download, text, or a list of these.", Order = 4)]
    public Input<object?> Content { get; set; } = new((object?)null);

    /// <summary>Whether the caller may ask for a part of the file; default false.</summary>
    [Input(DisplayName = "Enable Resumable Downloads", Description = "Whether an interrupted download can go on.", Category = "Advanced", Order = 5)]
    public Input<bool> EnableResumableDownloads { get; set; } = new(false);

    /// <summary>Has no effect: the same files give the same zip, so nothing has to be kept between requests.</summary>
    [Input(DisplayName = "Download Correlation Id", Description = "Has no effect here.", Category = "Advanced", Order = 6)]
    public Input<string?> DownloadCorrelationId { get; set; } = new((string?)null);

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (HttpExchange.OfAnswer(context) is not { } exchange)
            return;

        var files = await FilesOfAsync(context.Get(Content), context.CancellationToken);
        if (files.Count == 0)
        {
            exchange.Response = new PreparedResponse(StatusCodes.Status204NoContent, null, null, new Dictionary<string, string[]>());
            return;
        }

        var file = files.Count == 1 ? files[0] : FileArchive.Zip(files);
        var type = context.Get(ContentType) is { Length: > 0 } chosen ? chosen : file.ContentType ?? AnyType;
        var name = context.Get(Filename) is { Length: > 0 } named ? named : file.Filename;
        var tag = context.Get(EntityTag) ?? file.ETag;
        Sendable.CheckHeader("Content-Type", type);
        Sendable.CheckHeader("ETag", tag);
        exchange.Response = new PreparedResponse(StatusCodes.Status200OK, null, null, new Dictionary<string, string[]>())
        {
            File = new PreparedFile(file.Content, type, name, tag, context.Get(EnableResumableDownloads)),
        };
        context.JournalData["Bytes"] = file.Length;
    }

    private static async ValueTask<List<HttpFile>> FilesOfAsync(object? content, CancellationToken cancellationToken)
    {
        if (content is null)
            return [];
        if (await FileOfAsync(content, cancellationToken) is { } file)
            return [file];
        if (content is not IEnumerable items || content is IDictionary or IDictionary<string, object>)
            throw new InvalidOperationException($"A value of type {content.GetType().Name} is no file. Give bytes, a stream, a file or text.");

        var files = new List<HttpFile>();
        foreach (var item in items)
            files.AddRange(await FilesOfAsync(item, cancellationToken));
        return files;
    }

    private static async ValueTask<HttpFile?> FileOfAsync(object content, CancellationToken cancellationToken)
    {
        switch (content)
        {
            case HttpFile file:
                return file;
            case IFormFile file:
                return await HttpFile.ReadAsync(file, cancellationToken);
            case byte[] bytes:
                return new HttpFile(bytes);
            case string text:
                return new HttpFile(Encoding.UTF8.GetBytes(text), contentType: "text/plain; charset=utf-8");
            case Stream stream:
                using (var buffer = new MemoryStream())
                {
                    await stream.CopyToAsync(buffer, cancellationToken);
                    return new HttpFile(buffer.ToArray());
                }

            case Downloadable download when await FileOfAsync(download.Value, cancellationToken) is { } inner:
                return new HttpFile(inner.Content, download.Filename ?? inner.Filename, download.ContentType ?? inner.ContentType, download.ETag ?? inner.ETag);
            default:
                return null;
        }
    }
}
