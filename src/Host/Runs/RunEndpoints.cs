using System.Globalization;
using System.Text;

namespace Transcribe.Workflows.Host.Runs;

/// <summary><c>GET /runs/{id}</c>: the story of a run, or where it stands, in plain words, or as JSON for whoever asks for it; see <see cref="RunLinks"/>.</summary>
internal static class RunEndpoints
{
    public static void MapRunStories(this IEndpointRouteBuilder routes) => routes.MapGet("/runs/{id}", TellAsync).RequireAuthorization(RunLinks.Policy);

    private static async Task<IResult> TellAsync(string id, HttpRequest request, RunStoryteller storyteller, CancellationToken cancellationToken)
    {
        if (await storyteller.TellAsync(id, cancellationToken) is not { } story)
            return Results.Problem($"There is no run '{id}'.", statusCode: StatusCodes.Status404NotFound);

        // The address is the key to the story: it stays out of caches and of other servers' logs.
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        request.HttpContext.Response.Headers["Referrer-Policy"] = "no-referrer";
        var isJson = request.Headers.Accept.Any(accept => accept?.Contains("json", StringComparison.OrdinalIgnoreCase) == true);
        if (RunLinks.MayHearAll(request.HttpContext))
            return isJson ? Results.Json(story) : Results.Text(Write(story), "text/plain", Encoding.UTF8);

        var standing = RunStanding.Of(story);
        return isJson ? Results.Json(standing) : Results.Text($"{standing.Summary} (run {standing.InstanceId})\n", "text/plain", Encoding.UTF8);
    }

    private static string Write(RunStory story)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{story.Workflow} (run {story.InstanceId})");
        text.AppendLine(story.Summary);
        if (story.ReplayOf is not null)
            text.AppendLine(CultureInfo.InvariantCulture, $"It replays run {story.ReplayOf} from '{story.ReplayFrom}': what came before is answered from there.");
        if (story.IsTest)
            text.AppendLine("It is a test: steps with a pinned sample are answered with it.");
        text.AppendLine(CultureInfo.InvariantCulture, $"Cost: ${story.CostUsd:0.00##}");
        text.AppendLine();

        var width = story.Steps.Select(step => step.Name.Length).DefaultIfEmpty(0).Max();
        foreach (var step in story.Steps)
            text.AppendLine(CultureInfo.InvariantCulture, $"{step.At:HH:mm:ss}  {step.Name.PadRight(width)}  {Describe(step)}");

        return text.ToString();
    }

    private static string Describe(RunStep step)
    {
        var words = new StringBuilder(step.Status);
        if (step.Outcome is { Length: > 0 } outcome && outcome != "Done")
            words.Append(": ").Append(outcome);
        if (step.Seconds is { } seconds)
            words.Append(CultureInfo.InvariantCulture, $", {seconds:0.0} s");
        if (step.Facts.Count > 0)
            words.Append(" (").AppendJoin(", ", step.Facts.Select(fact => $"{fact.Key} {fact.Value}")).Append(')');
        if (step.Error is not null)
            words.Append(". ").Append(step.Error);
        return words.ToString();
    }
}
