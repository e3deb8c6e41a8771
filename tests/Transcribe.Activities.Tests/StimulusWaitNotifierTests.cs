using Microsoft.Extensions.DependencyInjection;
using Transcribe.Activities.Engines;
using Transcribe.Activities.Transcription;
using Transcribe.Engine.Authoring;

namespace Transcribe.Activities.Tests;

public sealed class StimulusWaitNotifierTests
{
    [Fact]
    public async Task TranscriptionFinished_SendsTheStimulusThatAwaitWaitsFor()
    {
        var sender = new RecordingSender();
        await using var services = new ServiceCollection().AddScoped<IStimulusSender>(_ => sender).BuildServiceProvider(validateScopes: true);
        var sut = new StimulusWaitNotifier(services.GetRequiredService<IServiceScopeFactory>());

        await sut.TranscriptionFinishedAsync("acme", "4821", TestContext.Current.CancellationToken);

        sender.Sent.Should().Equal((AwaitCompletion.BookmarkName, new TranscriptionFinishedStimulus("acme", "4821")));
    }

    private sealed class RecordingSender : IStimulusSender
    {
        public List<(string Name, object Stimulus)> Sent { get; } = [];

        public Task<SendStimulusResult> SendAsync(string activityTypeName, object stimulus, StimulusMetadata? metadata = null, CancellationToken cancellationToken = default)
        {
            Sent.Add((activityTypeName, stimulus));
            return Task.FromResult(new SendStimulusResult([]));
        }

        public Task<SendStimulusResult> SendAsync(string stimulusHash, StimulusMetadata? metadata = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("The notifier sends by name.");
    }
}
