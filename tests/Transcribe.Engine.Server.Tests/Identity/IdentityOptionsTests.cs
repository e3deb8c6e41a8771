using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Transcribe.Engine.Server.Identity;

namespace Transcribe.Engine.Server.Tests.Identity;

public sealed class IdentityOptionsTests
{
    [Fact]
    public void Options_Untouched_HaveTheirDefaults() => new IdentityOptions().Should().BeEquivalentTo(new
    {
        ConnectionString = string.Empty,
        AccessTokenLifetime = TimeSpan.FromHours(1),
        SessionLifetime = TimeSpan.FromDays(7),
        MinPasswordLength = 10,
        MaxFailedSignIns = 5,
        LockOut = TimeSpan.FromMinutes(1),
        MaxLockOut = TimeSpan.FromMinutes(15),
        SignInsPerMinute = 30,
        AuditRetention = TimeSpan.FromDays(365),
    });

    [Fact]
    public void Options_AllWrong_AreRefusedInOneMessage()
    {
        var services = new ServiceCollection().AddIdentityStore(options =>
        {
            options.AccessTokenLifetime = TimeSpan.Zero;
            options.SessionLifetime = TimeSpan.FromSeconds(-1);
            options.MinPasswordLength = 4;
            options.MaxFailedSignIns = 0;
            options.LockOut = TimeSpan.Zero;
            options.SignInsPerMinute = 0;
            options.AuditRetention = TimeSpan.Zero;
        }).BuildServiceProvider();

        var read = () => services.GetRequiredService<IOptions<IdentityOptions>>().Value;

        read.Should().Throw<OptionsValidationException>().WithMessage(
            "ConnectionString is needed.; AccessTokenLifetime must be more than 0.; SessionLifetime must not be shorter than AccessTokenLifetime.; "
            + "MinPasswordLength must be between 8 and 64.; MaxFailedSignIns must be more than 0.; LockOut must be more than 0, and MaxLockOut not less.; "
            + "SignInsPerMinute must be more than 0.; AuditRetention must be at least a day.");
    }
}
