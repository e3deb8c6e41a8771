using FluentValidation;

namespace Transcribe.Client;

/// <summary>Finds in a request what the API would refuse anyway, before a request is spent on it.</summary>
internal sealed class TranscriptionRequestValidator : AbstractValidator<TranscriptionRequest>
{
    public static readonly TranscriptionRequestValidator Instance = new();

    public TranscriptionRequestValidator()
    {
        When(x => x.Source == TranscriptionSource.Upload, () =>
        {
            RuleFor(x => x.UploadId).NotEmpty().WithMessage("UploadId is required when the source is an upload.");
            RuleFor(x => x.DurationSeconds).NotNull().WithMessage("DurationSeconds is required when the source is an upload.");
        }).Otherwise(() =>
            RuleFor(x => x.Url).Must(IsHttp).WithMessage("Url must be an absolute http or https address."));

        RuleFor(x => x.DurationSeconds).Must(x => x is null || (double.IsFinite(x.Value) && x > 0)).WithMessage("DurationSeconds must be greater than 0.");
        RuleFor(x => x.MaxChargeUsd).GreaterThanOrEqualTo(0).WithMessage("MaxChargeUsd must not be negative.");
        RuleFor(x => x.CallbackUrl).Must(x => x is null || IsHttp(x)).WithMessage("CallbackUrl must be an absolute http or https address.");
        RuleFor(x => x.IdempotencyKey).MustBeIdempotencyKey();
    }

    private static bool IsHttp(Uri? url) => url is { IsAbsoluteUri: true, Scheme: "http" or "https" };
}
