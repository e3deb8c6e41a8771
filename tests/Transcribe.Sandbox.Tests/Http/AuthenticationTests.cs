using System.Net;
using System.Text;
using Transcribe.Sandbox.Tests.Support;

namespace Transcribe.Sandbox.Tests.Http;

public sealed class AuthenticationTests : SandboxTest
{
    [Fact]
    public async Task Me_WithKey_TellsAccountAndKey()
    {
        await CreateSut();

        var me = await GetAsync("me");

        me["wallet_balance_usd"]!.GetValue<decimal>().Should().Be(25m);
        me["monthly_credit_remaining_usd"]!.GetValue<decimal>().Should().Be(5m);
        me["api_key"]!["name"]!.ToString().Should().Be("test");
        me["api_key"]!["scopes"]!.AsArray().Should().HaveCount(2);
    }

    [Fact]
    public async Task Me_WithoutKey_IsUnauthenticated()
    {
        await CreateSut();
        using var stranger = ClientFor(null);

        await ShouldRefuseAsync(await stranger.GetAsync("me", Token), HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task Me_UnknownKey_IsRefused()
    {
        await CreateSut();
        using var stranger = ClientFor("tsk_live_unknown");

        await ShouldRefuseAsync(await stranger.GetAsync("me", Token), HttpStatusCode.Unauthorized, "invalid_api_key");
    }

    [Fact]
    public async Task RevokeKey_KeyInUse_IsRefusedFromThenOn()
    {
        await CreateSut();

        (await Sut.RevokeKeyAsync(Key, Token)).Should().BeTrue();

        await ShouldRefuseAsync(await Client.GetAsync("me", Token), HttpStatusCode.Unauthorized, "invalid_api_key");
        (await Sut.RevokeKeyAsync(Key, Token)).Should().BeFalse();
    }

    [Fact]
    public async Task RotateKey_SameName_RevokesTheOldOneOnly()
    {
        await CreateSut();
        var first = await Sut.RotateKeyAsync("host", cancellationToken: Token);
        var second = await Sut.RotateKeyAsync("host", cancellationToken: Token);
        using var old = ClientFor(first);
        using var fresh = ClientFor(second);

        (await old.GetAsync("me", Token)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await fresh.GetAsync("me", Token)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await Client.GetAsync("me", Token)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task CreateKey_TwentyFirst_IsRefused()
    {
        await CreateSut();
        for (var index = 1; index < 20; index++)
            await Sut.CreateKeyAsync($"key {index}", cancellationToken: Token);

        var create = () => Sut.CreateKeyAsync("one too many", cancellationToken: Token);

        await create.Should().ThrowAsync<InvalidOperationException>().WithMessage("*at most 20*");
    }

    [Fact]
    public async Task Create_KeyThatOnlyReads_IsForbidden()
    {
        await CreateSut();
        using var reader = ClientFor(await Sut.CreateKeyAsync("reader", new() { Scopes = [SandboxKeyOptions.ReadScope] }, Token));

        (await reader.GetAsync("transcriptions", Token)).StatusCode.Should().Be(HttpStatusCode.OK);
        using var empty = new StringContent("{}");
        await ShouldRefuseAsync(await reader.PostAsync("transcriptions", empty, Token), HttpStatusCode.Forbidden, "scope_forbidden");
    }

    [Fact]
    public async Task CreateKey_DataFolder_HoldsOnlyItsHash()
    {
        await CreateSut();
        (await Client.GetAsync("me", Token)).EnsureSuccessStatusCode();
        await Sut.DisposeAsync();

        foreach (var file in Directory.GetFiles(Options.DataFolder, "*", SearchOption.AllDirectories))
            Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Token)).Should().NotContain(Key);
    }
}
