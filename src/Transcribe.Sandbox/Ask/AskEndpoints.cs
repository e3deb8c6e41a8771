using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Transcribe.Sandbox.Analysis;
using Transcribe.Sandbox.Http;
using Transcribe.Sandbox.Results;
using Transcribe.Sandbox.Storage;
using Transcribe.Sandbox.Transcriptions;

namespace Transcribe.Sandbox.Ask;

internal sealed class AskEndpoints(Store store, TranscriptionLookup lookup, ResultView results, SandboxOptions options, TimeProvider clock)
{
    private const int MaxQuestion = 500;
    private const int DefaultTopK = 50;
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/transcriptions/{id}/ask", (string id, HttpContext http, AskEndpoints endpoints) => endpoints.AskAsync(id, http));

    private async Task<Answer> AskAsync(string id, HttpContext http)
    {
        var body = await http.ReadJsonAsync<AskBody>();
        var question = body.Question?.Trim() ?? string.Empty;
        if (question.Length is 0 or > MaxQuestion)
            throw ApiErrors.Invalid($"question must have 1 to {MaxQuestion} characters.");
        if (body.TopK is < 10 or > 100)
            throw ApiErrors.Invalid("top_k must be from 10 to 100.");

        var (job, transcript) = await lookup.GetCompletedAsync(id);
        await SpendAsync(http.RequestAborted);

        var citations = AnswerFinder.Find(transcript, question, body.TopK ?? DefaultTopK);
        var answer = new QuestionAnswer(question, citations);
        return Answer.Json(new JsonObject
        {
            ["answer"] = citations.Count > 0 ? answer.Answer : "The transcript does not say.",
            ["citations"] = results.Citations(job, citations),
            ["no_answer"] = citations.Count == 0,
            ["method"] = Analyst.Method,
        });
    }

    private Task SpendAsync(CancellationToken cancellationToken) => store.WriteAsync(
        async db =>
        {
            var now = clock.GetUtcNow();
            await db.Questions.Where(row => row.At <= now - Day).ExecuteDeleteAsync(cancellationToken);
            if (await db.Questions.CountAsync(cancellationToken) >= options.QuestionsPerDay)
            {
                throw new ApiException(
                    StatusCodes.Status429TooManyRequests,
                    "qna_quota_exceeded",
                    $"{options.QuestionsPerDay} questions were asked in the last 24 hours; the allowance frees up as they age.");
            }

            db.Questions.Add(new QuestionRow { At = now });
        },
        cancellationToken);

    private sealed class AskBody
    {
        public string? Question { get; set; }
        public int? TopK { get; set; }
    }
}
