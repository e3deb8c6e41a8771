using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Client;
using Transcribe.Sandbox;

namespace Transcribe.Acceptance;

/// <summary>Our client and our sandbox, each written to the same documents, speak with each other over real HTTP.</summary>
public sealed class ClientAgainstSandboxTests : IAsyncLifetime
{
    private static readonly string Sample = Path.Combine(Repository.Root, "src", "Host", "samples", "team-meeting.wav");

    private readonly TempFolder _folder = new();
    private WebApplication _media = null!;
    private SandboxServer _sandbox = null!;
    private ServiceProvider _services = null!;
    private ITranscribeClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        _media = builder.Build();
        _media.MapGet("/{file}", (string file) => File.Exists(Path.Combine(Path.GetDirectoryName(Sample)!, file)) ? Results.File(Path.Combine(Path.GetDirectoryName(Sample)!, file)) : Results.NotFound());
        await _media.StartAsync(Token);

        _sandbox = await SandboxServer.StartAsync(new SandboxOptions { DataFolder = _folder.Path }, Token);
        var key = await _sandbox.CreateKeyAsync("test", cancellationToken: Token);
        var services = new ServiceCollection();
        services.AddTranscribeClient(options => (options.BaseUrl, options.ApiKey) = (_sandbox.BaseAddress, key));
        _services = services.BuildServiceProvider();
        _client = _services.GetRequiredService<ITranscribeClient>();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _sandbox.DisposeAsync();
        await _media.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Submit_Sample_IsTranscribedAndEverythingCanBeRead()
    {
        var quote = await _client.QuoteAsync(TranscriptionRequest.FromUrl(Recording), Token);
        var handle = await _client.SubmitAsync(TranscriptionRequest.FromUrl(Recording), Token);
        var row = await handle.WaitAsync(cancellationToken: Token);

        row.Status.Should().Be(TranscriptionStatus.Completed);
        row.ChargeUsd.Should().Be(quote.RetailUsd).And.Be(0.0285m);
        row.DurationSeconds.Should().BeInRange(40, 50);

        var result = await handle.GetResultAsync(ResultInclude.All, Token);
        result.Segments.Should().HaveCountGreaterThan(5).And.OnlyContain(segment => !string.IsNullOrEmpty(segment.Text));
        result.Chapters.Should().NotBeEmpty();
        (await handle.GetTranscriptAsync(cancellationToken: Token)).Should().Contain("twelfth of March");
        (await handle.GetSubtitlesAsync(new SubtitleOptions { Format = SubtitleFormat.Vtt }, Token)).Should().StartWith("WEBVTT");
        (await handle.AskAsync("When is the release?", cancellationToken: Token)).Text.Should().Contain("March");
    }

    [Fact]
    public async Task Submit_SameKeyTwice_IsOneJob()
    {
        var request = TranscriptionRequest.FromUrl(Recording) with { IdempotencyKey = "only-once" };

        var first = await _client.SubmitAsync(request, Token);
        var second = await _client.SubmitAsync(request, Token);

        second.Id.Should().Be(first.Id);
        (await _sandbox.GetLedgerAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Submit_AnswerLostAfterAcceptance_IsOneJob()
    {
        _sandbox.Faults.Add(new SandboxFault { Method = "POST", Path = "/api/v1/transcriptions", Status = 502, AfterHandling = true });

        var handle = await _client.SubmitAsync(TranscriptionRequest.FromUrl(Recording), Token);

        (await handle.WaitAsync(cancellationToken: Token)).Status.Should().Be(TranscriptionStatus.Completed);
        (await _sandbox.GetLedgerAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Submit_OverTheCeiling_IsAPaymentErrorWithBothAmounts()
    {
        var submit = () => _client.SubmitAsync(TranscriptionRequest.FromUrl(Recording) with { MaxChargeUsd = 0.001m }, Token);

        var error = (await submit.Should().ThrowAsync<TranscribePaymentException>()).Which;
        error.Code.Should().Be("max_charge_exceeded");
        error.ChargeUsd.Should().Be(0.0285m);
        error.IsTransient.Should().BeFalse();
        error.RequestId.Should().NotBeNullOrEmpty();
    }

    [Fact]
    public async Task Upload_File_BecomesAJobWhoseWordsAreRecognised()
    {
        Component.PocketSphinx.Require();
        var upload = await _client.UploadAsync(UploadRequest.FromFile(Sample), cancellationToken: Token);

        var handle = await _client.SubmitAsync(TranscriptionRequest.FromUpload(upload.UploadId, TimeSpan.FromSeconds(43)), Token);

        (await handle.WaitAsync(cancellationToken: Token)).Status.Should().Be(TranscriptionStatus.Completed);
        (await handle.GetTranscriptAsync(cancellationToken: Token)).Should().NotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task List_SeveralPages_GivesEveryJobOnce()
    {
        var ids = new List<TranscriptionId>();
        for (var i = 0; i < 5; i++)
            ids.Add((await _client.SubmitAsync(TranscriptionRequest.FromUrl(Recording), Token)).Id);

        var listed = new List<TranscriptionId>();
        await foreach (var row in _client.ListAsync(new ListOptions { PageSize = 2 }).WithCancellation(Token))
            listed.Add(row.Id);

        listed.Should().BeEquivalentTo(ids);
    }

    [Fact]
    public async Task Account_Pipelines_Webhook_AreReadAsTheyAre()
    {
        (await _client.GetAccountAsync(Token)).WalletBalanceUsd.Should().BePositive();
        (await _client.GetPipelinesAsync(Token)).Select(pipeline => pipeline.Code).Should().Contain("qwen3-asr-flash-filetrans");

        await _client.CreateWebhookAsync(new WebhookRegistrationRequest { Url = new Uri("https://example.com/hook") }, Token);
        (await _client.ListWebhooksAsync(Token)).Should().ContainSingle().Which.Url.Should().Be("https://example.com/hook");
        await _client.DeleteWebhookAsync(Token);
        (await _client.ListWebhooksAsync(Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task Delete_FinishedJob_IsGone()
    {
        var handle = await _client.SubmitAsync(TranscriptionRequest.FromUrl(Recording), Token);
        await handle.WaitAsync(cancellationToken: Token);

        await handle.DeleteAsync(Token);

        var get = () => handle.GetAsync(Token);
        await get.Should().ThrowAsync<TranscribeNotFoundException>();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Uri Recording => new(new Uri(_media.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), "team-meeting.wav");
}
