using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Transcription.Media;
using Transcribe.Sandbox;

namespace Transcribe.Activities.Tests.Transcription.Media;

/// <summary>A recording above 50 MB goes up in pieces; what a fault breaks off is gone on with.</summary>
public sealed class LargeUploadTests : IAsyncLifetime
{
    private const string Pieces = "/api/v1/uploads/tus/*";
    private const int Length = 52 << 20;

    private SandboxBench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        _bench = await SandboxBench.StartAsync(options => (options.MaxAttempts, options.RetryDelay) = (5, TimeSpan.FromMilliseconds(1)));
        Directory.CreateDirectory(_bench.Bench.StorageRoot);
        await using var file = File.Create(Path.Combine(_bench.Bench.StorageRoot, "long.wav"));
        var wav = Recordings.Wav(TimeSpan.Zero);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(40), Length - wav.Length);
        await file.WriteAsync(wav, Workbench.Token);
        file.SetLength(Length);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Upload_InterruptedTwice_ArrivesWhole()
    {
        _bench.Sandbox.Faults.Add(new SandboxFault { Method = "PATCH", Path = Pieces, Skip = 1, Reset = true });
        _bench.Sandbox.Faults.Add(new SandboxFault { Method = "PATCH", Path = Pieces, Skip = 2, Status = 503, AfterHandling = true });

        var run = await _bench.RunAsync(new UploadAudio { Media = new("long.wav") });

        run.Outcomes.Should().Equal("Uploaded");
        _bench.Sandbox.Faults.Pending.Should().Be(0);
        var quote = await _bench.RunAsync(new Activities.Transcription.Money.QuoteTranscription { Upload = new(run.Outputs["Result"]) });
        quote.Outcomes.Should().Equal("Done");
        quote.Outputs["Result"].Should().BeOfType<Activities.Transcription.Money.PriceQuote>().Which.BilledMinutes.Should().Be(57, "the vendor measures all 52 MB of it");
    }
}
