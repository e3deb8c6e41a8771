using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Transcribe.Activities.Approval;
using Transcribe.Activities.Ledger;
using Transcribe.Activities.Ledger.Callbacks;
using Transcribe.Activities.Retention;
using Transcribe.Activities.Templating;
using Transcribe.Client;

namespace Transcribe.Activities.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void WatcherOptions_Defaults_AreAsDocumented() => new WatcherOptions().Should().BeEquivalentTo(new
    {
        SweepInterval = TimeSpan.FromSeconds(5), SweepIntervalWithCallbacks = TimeSpan.FromMinutes(1), SweepRequestsPerMinute = 30, MaxPause = TimeSpan.FromMinutes(1),
    });

    [Fact]
    public void RetentionOptions_Defaults_AreAsDocumented() => new RetentionOptions().Should().BeEquivalentTo(new
    {
        Ledger = TimeSpan.FromDays(400), Deliveries = TimeSpan.FromDays(30), UndeliveredDeliveries = TimeSpan.FromDays(90), Approvals = TimeSpan.FromDays(90), BatchSize = 500,
    });

    [Fact]
    public void RetentionOptions_AllWrong_SaysEverything() => Message<RetentionOptions>(activities => activities.ConfigureRetention(options =>
        (options.Ledger, options.Deliveries, options.Approvals, options.BatchSize) = (TimeSpan.FromDays(30), TimeSpan.Zero, TimeSpan.Zero, 0))).Should().Be(
        "Ledger must be at least 31 days: younger rows may be used again.; Deliveries and UndeliveredDeliveries must be at least a day.; Approvals must be at least a day.; BatchSize must be between 1 and 10,000.");

    [Fact]
    public void CallbackOptions_Defaults_AreAsDocumented() => new CallbackOptions().Should().BeEquivalentTo(new
    {
        PublicBaseUrl = (Uri?)null, Pattern = "/callbacks/transcribe/{jobKey}", MaxBodyBytes = 65_536, Signature = new WebhookOptions(),
    });

    [Fact]
    public void ApprovalOptions_Defaults_AreAsDocumented() => new ApprovalOptions().Should().BeEquivalentTo(new { PublicBaseUrl = (Uri?)null });

    [Theory]
    [InlineData("ftp://flows.example")]
    [InlineData("https://flows.example/?a=b")]
    public void ApprovalOptions_AddressThatIsNone_SaysSo(string address) => Message<ApprovalOptions>(activities => activities.ConfigureApprovals(options =>
        options.PublicBaseUrl = new Uri(address))).Should().Be("PublicBaseUrl must be an absolute http or https address without a query.");

    [Fact]
    public void TemplateLimits_Defaults_AreAsDocumented() => new TemplateLimits().Should().BeEquivalentTo(new
    {
        MaxTemplateLength = 200_000, MaxOutputLength = 2_000_000, MaxLoopIterations = 100_000, MaxRecursion = 50,
        RegexTimeout = TimeSpan.FromSeconds(1), Timeout = TimeSpan.FromSeconds(5),
    });

    [Fact]
    public void WatcherOptions_AllWrong_SaysEverything() => Message<WatcherOptions>(activities => activities.ConfigureWatcher(options =>
        (options.SweepInterval, options.SweepIntervalWithCallbacks, options.SweepRequestsPerMinute, options.MaxPause) =
            (TimeSpan.Zero, TimeSpan.FromSeconds(-2), 0, TimeSpan.FromSeconds(-1)))).Should().Be(
        "SweepInterval must be more than 0.; SweepIntervalWithCallbacks must not be shorter than SweepInterval.; " +
        "SweepRequestsPerMinute must be more than 0.; MaxPause must not be shorter than SweepInterval.");

    [Fact]
    public void CallbackOptions_AllWrong_SaysEverything() => Message<CallbackOptions>(activities => activities.ConfigureCallbacks(options =>
        (options.PublicBaseUrl, options.Pattern, options.MaxBodyBytes) = (new Uri("http://flows.example"), "callbacks", 0))).Should().Be(
        "PublicBaseUrl must be an absolute https address without a query, or http to this machine for a sandbox: the vendor calls no other.; " +
        "Pattern must start with / and contain {jobKey}.; MaxBodyBytes must be between 1 and 16 MiB.");

    [Fact]
    public void TemplateLimits_AllWrong_SaysEverything() => Message<TemplateLimits>(activities => activities.ConfigureTemplates(options =>
    {
        (options.MaxTemplateLength, options.MaxOutputLength, options.MaxLoopIterations, options.MaxRecursion) = (0, 0, 0, 251);
        (options.RegexTimeout, options.Timeout) = (TimeSpan.Zero, TimeSpan.Zero);
    })).Should().Be(
        "MaxTemplateLength must be more than 0.; MaxOutputLength must be more than 0.; MaxLoopIterations must be more than 0.; " +
        "MaxRecursion must be between 1 and 250.; RegexTimeout must be more than 0.; Timeout must be more than 0.");

    [Fact]
    public void AddTranscribeActivities_WithoutLedger_SaysWhatToCall() =>
        FluentActions.Invoking(() => new ServiceCollection().AddTranscribeActivities(_ => { })).Should().Throw<InvalidOperationException>().WithMessage("*UseLedger*");

    private static string Message<TOptions>(Action<TranscribeActivitiesBuilder> configure)
        where TOptions : class
    {
        using var services = new ServiceCollection().AddTranscribeActivities(activities => configure(activities.UseLedger("Data Source=unused"))).BuildServiceProvider();
        return FluentActions.Invoking(() => services.GetRequiredService<IOptions<TOptions>>().Value).Should().Throw<OptionsValidationException>().Which.Message;
    }
}
