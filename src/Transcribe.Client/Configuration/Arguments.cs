using FluentValidation;

namespace Transcribe.Client.Configuration;

/// <summary>Refuses what a caller gave, with every fault in one message.</summary>
internal static class Arguments
{
    public static void ThrowIfInvalid<T>(this AbstractValidator<T> validator, T value, string what, string parameter)
    {
        ArgumentNullException.ThrowIfNull(value, parameter);
        var result = validator.Validate(value);
        if (!result.IsValid)
            throw new ArgumentException($"{what} is not valid: {string.Join(" ", result.Errors.Select(x => x.ErrorMessage))}", parameter);
    }
}
