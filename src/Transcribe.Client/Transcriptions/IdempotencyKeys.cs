using FluentValidation;

namespace Transcribe.Client;

/// <summary>The keys that make a repeated request the same request.</summary>
internal static class IdempotencyKeys
{
    public static string New() => Guid.NewGuid().ToString("N");

    public static IRuleBuilderOptions<T, string?> MustBeIdempotencyKey<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(x => x is null || (x.Length is > 0 and <= TranscriptionRequest.MaxIdempotencyKeyLength && x.All(c => c is > ' ' and <= '~')))
            .WithMessage($"IdempotencyKey must be 1 to {TranscriptionRequest.MaxIdempotencyKeyLength} visible ASCII characters.");
}
