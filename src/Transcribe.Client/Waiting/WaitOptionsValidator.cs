using FluentValidation;

namespace Transcribe.Client.Waiting;

internal sealed class WaitOptionsValidator : AbstractValidator<WaitOptions>
{
    public static readonly WaitOptionsValidator Instance = new();

    public WaitOptionsValidator()
    {
        RuleFor(x => x.Timeout).Must(x => x > TimeSpan.Zero && x <= WaitOptions.LongestTimeout).WithMessage("Timeout must be more than 0 and at most 30 days.");
        RuleFor(x => x.LongPoll).Must(x => x == TimeSpan.Zero || (x >= TimeSpan.FromSeconds(1) && x <= WaitOptions.LongestPoll))
            .WithMessage("LongPoll must be 0, or between 1 and 45 seconds.");
        RuleFor(x => x.PollInterval).Must((options, x) => x > TimeSpan.Zero && x <= options.MaxPollInterval)
            .WithMessage("PollInterval must be more than 0 and at most MaxPollInterval.");
    }
}
