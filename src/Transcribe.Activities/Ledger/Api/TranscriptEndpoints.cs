using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Deliver;
using Transcribe.Client;

namespace Transcribe.Activities.Ledger.Api;

/// <summary>The transcript of a job over HTTP: as data to show, and as files to keep.</summary>
internal static class TranscriptEndpoints
{
    private const int LongestName = 80;

    public static void MapTranscripts(this IEndpointRouteBuilder ledger)
    {
        var job = ledger.MapGroup("/ledger/jobs/{id}").AddEndpointFilter(ExplainAsync);
        job.MapGet("/transcript", async (string id, LedgerTranscripts transcripts, CancellationToken token) =>
            await transcripts.ReadAsync(id, token) is { } content ? Results.Ok(content) : NoTranscript());
        job.MapGet("/files/{format}", DownloadAsync);
    }

    private static async Task<IResult> DownloadAsync(string id, string format, LedgerTranscripts transcripts, CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<TranscriptFileFormat>(format, ignoreCase: true, out var known) || !Enum.IsDefined(known))
            return ApiAnswers.NotFound("A file is txt, md, srt or vtt.");
        if (await transcripts.ReadFileAsync(id, known, cancellationToken) is not { } file)
            return NoTranscript();

        var name = $"{NameOf(file.Title)}.{known.ToString().ToLowerInvariant()}";
        return Results.File(Encoding.UTF8.GetBytes(file.Text), MediaTypes.Of(name), name);
    }

    // What a title may hold, a file's name may not.
    private static string NameOf(string? title)
    {
        var letters = new string([.. (title ?? string.Empty).Select(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' ? letter : ' ')]);
        var name = string.Join(' ', letters.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return name.Length == 0 ? "transcript" : name.Length > LongestName ? name[..LongestName].Trim() : name;
    }

    private static IResult NoTranscript() => ApiAnswers.NotFound("There is no such recording, or it was never transcribed.");

    private static async ValueTask<object?> ExplainAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (TranscribeConflictException)
        {
            return Results.Problem("It is not transcribed yet.", statusCode: StatusCodes.Status409Conflict);
        }
        catch (TranscribeNotFoundException)
        {
            return Results.Problem("transcribe.so no longer has this recording: it was deleted there.", statusCode: StatusCodes.Status410Gone);
        }
        catch (UnknownConnectionException exception)
        {
            return Results.Problem(exception.Message, statusCode: StatusCodes.Status409Conflict);
        }
        catch (TranscribeException exception)
        {
            return Results.Problem($"transcribe.so did not give it: {exception.Message}", statusCode: StatusCodes.Status502BadGateway);
        }
    }
}
