using Transcribe.Client.Configuration;

namespace Transcribe.Client.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void Options_Defaults_ArePinned()
    {
        new TranscribeClientOptions().Should().BeEquivalentTo(new
        {
            BaseUrl = new Uri("https://transcribe.so"),
            ApiKey = (string?)null,
            AllowInsecureHttp = false,
            RequestsPerMinute = 60,
            RateLimitQueueTimeout = TimeSpan.FromMinutes(10),
            MaxAttempts = 5,
            RetryDelay = TimeSpan.FromSeconds(1),
            MaxRetryDelay = TimeSpan.FromSeconds(30),
            AttemptTimeout = TimeSpan.FromSeconds(30),
            TotalTimeout = TimeSpan.FromMinutes(3),
            ConnectTimeout = TimeSpan.FromSeconds(10),
            MaxResponseBytes = 67_108_864,
            UploadInactivityTimeout = TimeSpan.FromSeconds(60),
            ResumableUploadThreshold = 52_428_800L,
            ResumableChunkBytes = 16_777_216,
            WebhookTestPath = "webhooks/test",
        });
        typeof(TranscribeClientOptions).GetProperties().Should().HaveCount(16);
    }

    [Fact]
    public void WaitOptions_Defaults_ArePinned() => new WaitOptions().Should().Be(new WaitOptions
    {
        Timeout = TimeSpan.FromMinutes(30),
        LongPoll = TimeSpan.FromSeconds(45),
        PollInterval = TimeSpan.FromSeconds(2),
        MaxPollInterval = TimeSpan.FromSeconds(30),
        Progress = null,
    });

    [Fact]
    public void ListOptions_Defaults_ArePinned() => new ListOptions().Should().Be(new ListOptions { PageSize = 50, ApiOnly = null, MaxItems = null });

    [Fact]
    public void WebhookOptions_Defaults_ArePinned() => new WebhookOptions().Should().BeEquivalentTo(new
    {
        Header = "X-Transcribe-Signature",
        Scheme = WebhookScheme.Sha256OfBody,
        Tolerance = TimeSpan.FromMinutes(5),
        TranscriptionIdPaths = new[] { "transcription_id", "data.transcription_id", "data.id", "transcription.id", "data.transcription.id", "id" },
    });

    [Fact]
    public void Validate_EverythingWrong_NamesEveryFaultInOneMessage()
    {
        var wrong = new TranscribeClientOptions
        {
            BaseUrl = new Uri("http://api.example.com"),
            ApiKey = "has space",
            RequestsPerMinute = 0,
            MaxAttempts = 21,
            MaxResponseBytes = 1,
            ResumableChunkBytes = 1,
            ResumableUploadThreshold = -1,
            RateLimitQueueTimeout = TimeSpan.Zero,
            AttemptTimeout = TimeSpan.FromDays(2),
            TotalTimeout = TimeSpan.Zero,
            ConnectTimeout = TimeSpan.Zero,
            UploadInactivityTimeout = TimeSpan.Zero,
            MaxRetryDelay = TimeSpan.Zero,
            RetryDelay = TimeSpan.FromSeconds(1),
            WebhookTestPath = "../me",
        };

        Faults(wrong).Should().Equal(
            "BaseUrl uses plain http to another machine, which would show the key to anyone in between; use https, or set AllowInsecureHttp.",
            "ApiKey must be visible ASCII characters without spaces or line breaks.",
            "RequestsPerMinute must be between 1 and 10000.",
            "MaxAttempts must be between 1 and 20.",
            "MaxResponseBytes must be between 1024 and 1073741824.",
            "ResumableChunkBytes must be between 1024 and 1073741824.",
            "ResumableUploadThreshold must not be negative.",
            "RateLimitQueueTimeout must be more than 0 and at most a day.",
            "AttemptTimeout must be more than 0 and at most a day.",
            "TotalTimeout must be more than 0 and at most a day.",
            "ConnectTimeout must be more than 0 and at most a day.",
            "UploadInactivityTimeout must be more than 0 and at most a day.",
            "MaxRetryDelay must be more than 0 and at most a day.",
            "RetryDelay must be between 0 and MaxRetryDelay.",
            "AttemptTimeout must not be longer than TotalTimeout.",
            "WebhookTestPath must be a path.");
    }

    [Theory]
    [InlineData("https://transcribe.so", false, true)]
    [InlineData("http://localhost:5000", false, true)]
    [InlineData("http://127.0.0.1:5000/base", false, true)]
    [InlineData("http://sandbox:8080", false, false)]
    [InlineData("http://sandbox:8080", true, true)]
    [InlineData("ftp://transcribe.so", true, false)]
    [InlineData("https://user:pass@transcribe.so", false, false)]
    [InlineData("https://transcribe.so?x=1", false, false)]
    [InlineData("/relative", false, false)]
    public void Validate_BaseUrl_IsHttpsOrThisMachine(string url, bool allowInsecureHttp, bool isValid)
    {
        var options = new TranscribeClientOptions { BaseUrl = new Uri(url, UriKind.RelativeOrAbsolute), ApiKey = "k", AllowInsecureHttp = allowInsecureHttp };

        (Faults(options).Count == 0).Should().Be(isValid);
    }

    [Fact]
    public void Validate_NoBaseUrl_IsAFaultNotACrash() =>
        Faults(new TranscribeClientOptions { BaseUrl = null, ApiKey = "k" }).Should().ContainSingle().Which.Should().StartWith("BaseUrl must be");

    private static List<string> Faults(TranscribeClientOptions options) =>
        [.. new TranscribeClientOptionsValidator(requireApiKey: true).Validate(options).Errors.Select(x => x.ErrorMessage)];
}
