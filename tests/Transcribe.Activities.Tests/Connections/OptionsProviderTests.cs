using Microsoft.Extensions.DependencyInjection;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Transcription;
using Transcribe.Engine.Authoring;

namespace Transcribe.Activities.Tests.Connections;

public sealed class OptionsProviderTests : IAsyncLifetime
{
    private Workbench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Workbench.CreateAsync(activities =>
        activities.AddConnection("acme", options => options.ApiKey = "k").AddLocalFolder("archive", "/srv/archive"));

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Connections_ListsDefaultFirst() => (await ItemsAsync<TranscribeConnectionOptionsProvider>()).Should().Equal(("default", "default"), ("acme", "acme"));

    [Fact]
    public async Task Storages_ListsThem() => (await ItemsAsync<StorageConnectionOptionsProvider>()).Should().Equal(("default", "default"), ("archive", "archive"));

    [Fact]
    public async Task Connections_WithoutOne_SayWhereOneIsMade() =>
        (await ItemsAsync<SlackConnectionOptionsProvider>()).Should().Equal(("(none yet: make one under Connections)", "default"));

    [Fact]
    public async Task JobConnections_CanBeLeftToTheJob() => (await ItemsAsync<JobConnectionOptionsProvider>())[0].Should().Be(("(the job's own)", ""));

    [Fact]
    public async Task Languages_StartWithDetection() => (await ItemsAsync<LanguageOptionsProvider>())[0].Should().Be(("(detect)", "auto"));

    [Fact]
    public async Task Pipelines_ComeWithPrices() => (await ItemsAsync<PipelineOptionsProvider>()).Should().Equal(
        ("(the vendor's default)", ""), ("Qwen3 — $0.0285 a minute", "qwen3-asr-flash-filetrans"));

    [Fact]
    public async Task Pipelines_ApiFails_BecomesAnItemWithTheReason()
    {
        _bench.Api.FailNext(401, "invalid_api_key");

        var items = await ItemsAsync<PipelineOptionsProvider>();

        items.Should().HaveCount(2);
        items[1].Text.Should().StartWith("(could not load: ").And.Contain("API key").And.NotContain(Workbench.ApiKey);
    }

    private async Task<List<(string Text, string Value)>> ItemsAsync<TProvider>()
        where TProvider : IPropertyUIHandler
    {
        using var scope = _bench.Services.CreateScope();
        var provider = scope.ServiceProvider.GetServices<IPropertyUIHandler>().OfType<TProvider>().Single();
        var properties = await provider.GetUIPropertiesAsync(typeof(SubmitTranscription).GetProperty("Connection")!, null, Workbench.Token);
        return [.. ((DropDownProps)properties[InputUIHints.DropDown]).SelectList!.Items.Select(item => (item.Text, item.Value))];
    }
}
