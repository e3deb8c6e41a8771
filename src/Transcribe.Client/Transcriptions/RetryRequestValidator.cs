using FluentValidation;

namespace Transcribe.Client;

internal sealed class RetryRequestValidator : AbstractValidator<RetryRequest>
{
    public static readonly RetryRequestValidator Instance = new();

    public RetryRequestValidator()
    {
        RuleFor(x => x.MaxChargeUsd).GreaterThanOrEqualTo(0).WithMessage("MaxChargeUsd must not be negative.");
        RuleFor(x => x.IdempotencyKey).MustBeIdempotencyKey();
    }
}
