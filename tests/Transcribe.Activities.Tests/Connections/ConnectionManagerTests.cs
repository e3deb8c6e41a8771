using Microsoft.Extensions.Configuration;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Tests.Support;

namespace Transcribe.Activities.Tests.Connections;

public sealed class ConnectionManagerTests : IAsyncLifetime
{
    private const string Secret = "SENTINEL-secret-1";

    private readonly IConfigurationRoot _configuration = new ConfigurationBuilder().AddInMemoryCollection().Build();
    private Workbench _bench = null!;

    private ConnectionManager Sut => _bench.Get<ConnectionManager>();

    private static CancellationToken Token => Workbench.Token;

    public async ValueTask InitializeAsync() => _bench = await Workbench.CreateAsync(activities => activities.UseConfiguredConnections(_configuration.GetSection("Connections")));

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Save_New_IsListedWithoutItsSecrets()
    {
        var view = await SaveAsync("acme", ("apiKey", Secret), ("requestsPerMinute", "30"));

        view.Should().BeEquivalentTo(new { Type = "transcribe", Name = "acme", Origin = ConnectionOrigin.Database, Secrets = new[] { "apiKey" }, Problem = (string?)null });
        view.Settings.Should().BeEquivalentTo(new Dictionary<string, string> { ["requestsPerMinute"] = "30" });
        view.CreatedAt.Should().Be(_bench.Clock.GetUtcNow());
        Sut.List().Select(connection => $"{connection.Type}/{connection.Name}").Should().Contain("transcribe/acme").And.Contain("storage/default");
    }

    [Fact]
    public async Task Save_Secret_IsEncryptedInTheDatabase()
    {
        await SaveAsync("acme", ("apiKey", Secret));

        (await _bench.DatabaseTextAsync()).Should().Contain("acme").And.NotContain(Secret);
        _bench.Logs.Text.Should().Contain("transcribe/acme was saved").And.NotContain(Secret);
    }

    [Fact]
    public async Task Save_SecretLeftOut_KeepsIt()
    {
        await SaveAsync("acme", ("apiKey", Secret));

        await SaveAsync("acme", ("requestsPerMinute", "10"));

        Registry.Find("transcribe", "acme")!.Settings!["apiKey"].Should().Be(Secret);
    }

    [Fact]
    public async Task Save_OtherSettingLeftOut_RemovesIt()
    {
        await SaveAsync("acme", ("apiKey", Secret), ("requestsPerMinute", "10"));

        (await SaveAsync("acme")).Settings.Should().BeEmpty();
    }

    [Fact]
    public async Task Save_Wrong_SaysEverythingAndSavesNothing()
    {
        var save = FluentActions.Awaiting(() => SaveAsync("acme", ("requestsPerMinute", "many"), ("colour", Secret)));

        var thrown = (await save.Should().ThrowAsync<ConnectionRejectedException>()).Which;

        thrown.Problems.Should().HaveCount(3);
        thrown.Message.Should().Contain("no setting 'colour'").And.Contain("apiKey is required").And.Contain("requestsPerMinute must be a number").And.NotContain(Secret);
        Sut.Find("transcribe", "acme").Should().BeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("../x")]
    [InlineData(".hidden")]
    public async Task Save_NameThatCannotBeOne_IsRejected(string name) =>
        await FluentActions.Awaiting(() => SaveAsync(name, ("apiKey", Secret))).Should().ThrowAsync<ConnectionRejectedException>().WithMessage("A name has*");

    [Fact]
    public async Task Save_OverTheHosts_TakesItsPlaceUntilItIsDeleted()
    {
        await Sut.SaveAsync("storage", "default", Settings(("kind", "Folder"), ("path", _bench.File("elsewhere"))), Token);

        Sut.Find("storage", "default")!.Settings["path"].Should().Be(_bench.File("elsewhere"));
        (await Sut.DeleteAsync("storage", "default", Token)).Should().BeTrue();
        Sut.Find("storage", "default").Should().BeEquivalentTo(new { Origin = ConnectionOrigin.Host });
        (await Sut.DeleteAsync("storage", "default", Token)).Should().BeFalse();
    }

    [Fact]
    public async Task Configuration_WinsAndCannotBeChangedHere()
    {
        await SaveAsync("acme", ("apiKey", "saved"));
        _configuration["Connections:transcribe:acme:apiKey"] = Secret;

        Registry.Find("transcribe", "acme")!.Settings!["apiKey"].Should().Be(Secret);
        Sut.Find("transcribe", "acme")!.Origin.Should().Be(ConnectionOrigin.Configuration);
        await FluentActions.Awaiting(() => SaveAsync("acme", ("apiKey", "x"))).Should().ThrowAsync<ConnectionRejectedException>().WithMessage("*Connections:transcribe:acme*");
        await FluentActions.Awaiting(() => Sut.DeleteAsync("transcribe", "acme", Token)).Should().ThrowAsync<ConnectionRejectedException>();
    }

    [Fact]
    public void Configuration_Wrong_IsListedWithWhatIsWrong()
    {
        _configuration["Connections:transcribe:acme:apKey"] = Secret;

        var view = Sut.Find("transcribe", "acme")!;

        view.Problem.Should().Contain("no setting 'apKey'").And.Contain("apiKey is required");
        view.Settings.Should().BeEmpty("a misspelt secret is one too");
    }

    [Fact]
    public async Task Rotate_WorkingSecret_CountsFromTheNextRequest()
    {
        await SaveAsync("acme", ("apiKey", "tsk_old"), ("baseUrl", _bench.Api.Address.ToString()));
        var client = _bench.Get<ITranscribeConnections>().Get("acme");
        await client.GetPipelinesAsync(Token);
        _bench.Api.OnNext(http => Microsoft.AspNetCore.Http.HttpResponseJsonExtensions.WriteAsJsonAsync(http.Response, new { email = "a@b.example", wallet_balance_usd = 3.5 }));

        var view = await Sut.RotateAsync("transcribe", "acme", Settings(("apiKey", "tsk_new")), false, Token);
        await client.GetPipelinesAsync(Token);

        view.RotatedAt.Should().Be(_bench.Clock.GetUtcNow());
        _bench.Api.Requests.Select(request => request.Authorization).Should().Equal("Bearer tsk_old", "Bearer tsk_new", "Bearer tsk_new");
    }

    [Fact]
    public async Task Rotate_SecretThatDoesNotWork_LeavesTheOld()
    {
        await SaveAsync("acme", ("apiKey", "tsk_old"), ("baseUrl", _bench.Api.Address.ToString()));
        _bench.Api.FailNext(401, "invalid_api_key", $"The key {Secret} is unknown.");

        await FluentActions.Awaiting(() => Sut.RotateAsync("transcribe", "acme", Settings(("apiKey", Secret)), false, Token))
            .Should().ThrowAsync<ConnectionRejectedException>().WithMessage("The old secrets stay*");

        Registry.Find("transcribe", "acme")!.Settings!["apiKey"].Should().Be("tsk_old");
    }

    [Fact]
    public async Task Rotate_WhatIsNoSecret_IsRejected()
    {
        await SaveAsync("acme", ("apiKey", "tsk_old"));

        await FluentActions.Awaiting(() => Sut.RotateAsync("transcribe", "acme", Settings(("baseUrl", "https://x.example")), false, Token))
            .Should().ThrowAsync<ConnectionRejectedException>().WithMessage("'baseUrl' is not a secret*");
    }

    [Fact]
    public async Task Test_Works_SaysSo()
    {
        await SaveAsync("acme", ("apiKey", "tsk_old"), ("baseUrl", _bench.Api.Address.ToString()));
        _bench.Api.OnNext(http => Microsoft.AspNetCore.Http.HttpResponseJsonExtensions.WriteAsJsonAsync(http.Response, new { wallet_balance_usd = 3.5 }));

        (await Sut.TestAsync("transcribe", "acme", null, Token)).Should().Be(new ConnectionTest(true, "The key works; the wallet holds 3.50 USD."));
    }

    [Fact]
    public async Task Test_KeyRefused_SaysSoWithoutTheKey()
    {
        _bench.Api.FailNext(401, "invalid_api_key", $"The key {Secret} is unknown.");

        var test = await Sut.TestAsync("transcribe", "new", Settings(("apiKey", Secret), ("baseUrl", _bench.Api.Address.ToString())), Token);

        test!.Works.Should().BeFalse();
        test.Message.Should().Contain("key").And.NotContain(Secret);
        Sut.Find("transcribe", "new").Should().BeNull("a test saves nothing");
    }

    [Fact]
    public async Task Test_UnknownConnection_IsNull() => (await Sut.TestAsync("transcribe", "nobody", null, Token)).Should().BeNull();

    [Fact]
    public async Task Keys_Gone_IsAProblemInWords()
    {
        await SaveAsync("acme", ("apiKey", Secret));
        await using var context = _bench.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<ConnectionsDbContext>>().CreateDbContext();
        context.Connections.Single(row => row.Name == "acme").ProtectedSettings = "CfDJ8broken";
        await context.SaveChangesAsync(Token);
        await Registry.LoadAsync(Token);

        Sut.Find("transcribe", "acme")!.Problem.Should().Contain("cannot be decrypted");
        (await SaveAsync("acme", ("apiKey", "again"))).Problem.Should().BeNull();
    }

    private ConnectionRegistry Registry => _bench.Get<ConnectionRegistry>();

    private Task<ConnectionView> SaveAsync(string name, params (string Name, string? Value)[] settings) => Sut.SaveAsync("transcribe", name, Settings(settings), Token);

    private static Dictionary<string, string?> Settings(params (string Name, string? Value)[] settings) => settings.ToDictionary(x => x.Name, x => x.Value);
}
