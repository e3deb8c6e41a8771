using FluentValidation;

namespace Transcribe.Client.Configuration;

/// <summary>The rules of <see cref="TranscribeClientOptions"/>; each message names the setting and what is allowed.</summary>
internal sealed class TranscribeClientOptionsValidator : AbstractValidator<TranscribeClientOptions>
{
    public TranscribeClientOptionsValidator(bool requireApiKey)
    {
        RuleFor(x => x.BaseUrl).Must(x => x is { IsAbsoluteUri: true, Scheme: "http" or "https" } && x.Query.Length == 0 && x.UserInfo.Length == 0)
            .WithMessage("BaseUrl must be an absolute https address without user or query.");
        RuleFor(x => x).Must(x => x.AllowInsecureHttp || x.BaseUrl!.IsLoopback).When(x => x.BaseUrl is { IsAbsoluteUri: true, Scheme: "http" })
            .WithMessage("BaseUrl uses plain http to another machine, which would show the key to anyone in between; use https, or set AllowInsecureHttp.");

        RuleFor(x => x.ApiKey).Must(x => !string.IsNullOrWhiteSpace(x)).When(_ => requireApiKey)
            .WithMessage("ApiKey is required; create one at the vendor's settings page, or set TRANSCRIBE_API_KEY where the host reads it.");
        RuleFor(x => x.ApiKey).Must(x => x!.All(c => c is > ' ' and <= '~')).When(x => !string.IsNullOrWhiteSpace(x.ApiKey))
            .WithMessage("ApiKey must be visible ASCII characters without spaces or line breaks.");

        Between(x => x.RequestsPerMinute, 1, 10_000);
        Between(x => x.MaxAttempts, 1, 20);
        Between(x => x.MaxResponseBytes, 1024, 1024 * 1024 * 1024);
        Between(x => x.ResumableChunkBytes, 1024, 1024 * 1024 * 1024);
        RuleFor(x => x.ResumableUploadThreshold).GreaterThanOrEqualTo(0).WithMessage("ResumableUploadThreshold must not be negative.");

        Positive(x => x.RateLimitQueueTimeout);
        Positive(x => x.AttemptTimeout);
        Positive(x => x.TotalTimeout);
        Positive(x => x.ConnectTimeout);
        Positive(x => x.UploadInactivityTimeout);
        Positive(x => x.MaxRetryDelay);
        RuleFor(x => x.RetryDelay).Must((options, x) => x >= TimeSpan.Zero && x <= options.MaxRetryDelay)
            .WithMessage("RetryDelay must be between 0 and MaxRetryDelay.");
        RuleFor(x => x.AttemptTimeout).Must((options, x) => x <= options.TotalTimeout).WithMessage("AttemptTimeout must not be longer than TotalTimeout.");
        RuleFor(x => x.WebhookTestPath).Must(x => !string.IsNullOrWhiteSpace(x) && !x.Contains("..")).WithMessage("WebhookTestPath must be a path.");
    }

    private void Between(System.Linq.Expressions.Expression<Func<TranscribeClientOptions, int>> property, int from, int to) =>
        RuleFor(property).InclusiveBetween(from, to).WithMessage($"{NameOf(property)} must be between {from} and {to}.");

    private void Positive(System.Linq.Expressions.Expression<Func<TranscribeClientOptions, TimeSpan>> property) =>
        RuleFor(property).Must(x => x > TimeSpan.Zero && x <= TimeSpan.FromDays(1)).WithMessage($"{NameOf(property)} must be more than 0 and at most a day.");

    private static string NameOf<T>(System.Linq.Expressions.Expression<Func<TranscribeClientOptions, T>> property) =>
        ((System.Linq.Expressions.MemberExpression)property.Body).Member.Name;
}
