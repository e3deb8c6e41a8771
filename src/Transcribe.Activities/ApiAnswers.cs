using Microsoft.AspNetCore.Http;

namespace Transcribe.Activities;

/// <summary>Answers that all parts of the API share.</summary>
internal static class ApiAnswers
{
    /// <summary>The value, or 404 with a sentence that says what is not there.</summary>
    public static IResult Found(object? value, string missing) => value is null ? NotFound(missing) : Results.Ok(value);

    /// <summary>404 with a sentence that says what is not there.</summary>
    public static IResult NotFound(string missing) => Results.Problem(missing, statusCode: StatusCodes.Status404NotFound);
}
