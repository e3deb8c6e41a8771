namespace Transcribe.Client.Api;

/// <summary>What Refit gives for an empty body or a JSON null is null, whatever the type says.</summary>
internal static class AnswerExtensions
{
    /// <summary>The answer; an error when there is none.</summary>
    public static async Task<T> RequiredAsync<T>(this Task<T?> call)
        where T : class =>
        await call ?? throw new TranscribeException($"The API answered with success but sent no {typeof(T).Name.ToLowerInvariant()}; check BaseUrl and any proxy in between.");
}
