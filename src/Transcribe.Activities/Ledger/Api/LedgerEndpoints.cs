using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Activities.Transcription.Batches;
using Transcribe.Activities.Transcription.Money;

namespace Transcribe.Activities.Ledger.Api;

/// <summary>The ledger and the batches over HTTP. Whoever maps them says who may call them.</summary>
public static class LedgerEndpoints
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 500;

    /// <summary>What reads: <c>/ledger/jobs</c>, <c>/ledger/jobs/{id}</c>, <c>/ledger/jobs.csv</c>, <c>/ledger/spend</c>, the transcripts of jobs, <c>/batches/{id}</c>, <c>/batches/{id}/items</c>.</summary>
    public static RouteGroupBuilder MapTranscribeLedger(this IEndpointRouteBuilder routes, string prefix)
    {
        var group = routes.MapGroup(prefix);
        group.MapGet("/ledger/jobs", ListAsync);
        group.MapGet("/ledger/jobs/{id}", async (string id, LedgerReader reader, CancellationToken token) => ApiAnswers.Found(await reader.FindAsync(id, token), $"The ledger has no row '{id}'."));
        group.MapGet("/ledger/jobs.csv", ExportAsync);
        group.MapGet("/ledger/spend", SpendAsync);
        group.MapTranscripts();
        group.MapGet("/batches/{id}", async (string id, BatchStore batches, CancellationToken token) => ApiAnswers.Found(await batches.FindProgressAsync(id, token), NoBatch(id)));
        group.MapGet("/batches/{id}/items", async (string id, BatchStore batches, CancellationToken token) =>
            await batches.ListItemsAsync(id, token) is { Count: > 0 } items ? Results.Ok(items.Select(BatchItemResult.From)) : ApiAnswers.NotFound(NoBatch(id)));
        return group;
    }

    /// <summary>What acts: <c>POST /ledger/jobs/{id}/release</c> lets a job pass that waits to be paid for; 404 when it does not wait.</summary>
    public static RouteGroupBuilder MapTranscribeLedgerActions(this IEndpointRouteBuilder routes, string prefix)
    {
        var group = routes.MapGroup(prefix);
        group.MapPost("/ledger/jobs/{id}/release", async (string id, SubmissionHolds holds, CancellationToken token) =>
            await holds.ReleaseAsync(id, token) ? Results.NoContent() : ApiAnswers.NotFound($"No job '{id}' waits to be paid for."));
        return group;
    }

    private static async Task<IResult> ListAsync(
        LedgerReader reader, string? connection, string? workflow, string? run, string? status, DateTimeOffset? from, DateTimeOffset? to,
        string? sort, int? limit, string? cursor, CancellationToken cancellationToken)
    {
        if (!TryRead(sort, LedgerOrder.Newest, out var order))
            return Results.Problem("'sort' must be newest, oldest, price or length.", statusCode: StatusCodes.Status400BadRequest);

        try
        {
            var filter = ToFilter(connection, workflow, run, status, from, to);
            return Results.Ok(await reader.ListAsync(filter, order, Math.Clamp(limit ?? DefaultLimit, 1, MaxLimit), cursor, cancellationToken));
        }
        catch (FormatException exception)
        {
            return Results.Problem(exception.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> SpendAsync(
        LedgerReader reader, string? by, string? connection, string? workflow, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken) =>
        TryRead(by, SpendBy.Day, out var key)
            ? Results.Ok(await reader.SpendAsync(key, ToFilter(connection, workflow, null, null, from, to), cancellationToken))
            : Results.Problem("'by' must be day, workflow or connection.", statusCode: StatusCodes.Status400BadRequest);

    private static async Task ExportAsync(
        HttpContext http, LedgerReader reader, string? connection, string? workflow, string? run, string? status, DateTimeOffset? from, DateTimeOffset? to)
    {
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"ledger.csv\"";
        await using var writer = new StreamWriter(http.Response.Body, new UTF8Encoding(false)) { NewLine = "\r\n" };
        await writer.WriteLineAsync(LedgerCsv.Header);
        await foreach (var line in reader.StreamAsync(ToFilter(connection, workflow, run, status, from, to), http.RequestAborted))
            await writer.WriteLineAsync(LedgerCsv.RowOf(line).AsMemory(), http.RequestAborted);
    }

    private static bool TryRead<T>(string? text, T otherwise, out T value)
        where T : struct, Enum
    {
        value = otherwise;
        return string.IsNullOrWhiteSpace(text) || (Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value));
    }

    private static LedgerFilter ToFilter(string? connection, string? workflow, string? run, string? status, DateTimeOffset? from, DateTimeOffset? to) =>
        new() { Connection = Text(connection), Workflow = Text(workflow), Run = Text(run), Status = Text(status), From = from, To = to };

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static string NoBatch(string id) => $"There is no batch '{id}'.";
}
