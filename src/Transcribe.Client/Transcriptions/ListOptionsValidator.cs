using FluentValidation;

namespace Transcribe.Client;

internal sealed class ListOptionsValidator : AbstractValidator<ListOptions>
{
    public static readonly ListOptionsValidator Instance = new();

    public ListOptionsValidator()
    {
        RuleFor(x => x.PageSize).InclusiveBetween(1, 200).WithMessage("PageSize must be between 1 and 200.");
        RuleFor(x => x.MaxItems).GreaterThanOrEqualTo(0).WithMessage("MaxItems must not be negative.");
    }
}
