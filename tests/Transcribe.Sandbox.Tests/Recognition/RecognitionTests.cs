using Transcribe.Sandbox.Tests.Support;

namespace Transcribe.Sandbox.Tests.Recognition;

public sealed class RecognitionTests : SandboxTest
{
    private const string Spoken = "The report costs two hundred thousand dollars and people need one week.";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PocketSphinx_Speech_IsReallyRecognised(bool withFfmpeg)
    {
        Component.PocketSphinx.Require();
        if (withFfmpeg)
            Component.Ffmpeg.Require();
        await Shell.SpeakAsync(Spoken, FileIn("speech.wav"));
        await CreateSut(options =>
        {
            options.Recognisers = [SandboxRecogniser.PocketSphinx];
            options.UseFfmpeg = withFfmpeg;
        });

        var result = await TranscribeAsync(Media.Serve("speech.wav", await File.ReadAllBytesAsync(FileIn("speech.wav"), Token)), "&include=segments");

        var text = string.Join(' ', result["segments"]!.AsArray().Select(segment => segment!["text"]!.ToString()));
        text.Should().Contain("thousand dollars").And.Contain("people");
        result["detected_language"]!.ToString().Should().Be("en");
        result["segments"]![0]!["speaker"].Should().BeNull();
    }

    [Fact]
    public async Task PocketSphinx_Silence_CompletesEmpty()
    {
        Component.PocketSphinx.Require();
        await CreateSut(options => options.Recognisers = [SandboxRecogniser.PocketSphinx]);

        var result = await TranscribeAsync(Media.Serve("silent.wav", Wav.Silence(3)), "&include=segments");

        result["status"]!.ToString().Should().Be("completed");
        result["segments"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task NoRecogniserApplies_TheJobFails_AndTellsHowToInstallOne()
    {
        await CreateSut(options => options.Recognisers = new SandboxOptions().Recognisers);
        var response = await ReadAsync(await PostAsync("transcriptions", new { source = "external_url", url = Media.Serve("hallo.wav", Wav.Silence(2)), language = "de" }));

        var row = await WaitAsync(response["id"]!.ToString());

        row["status"]!.ToString().Should().Be("failed");
        row["error"]!.ToString().Should().Contain("no speech recogniser").And.Contain("'de'")
            .And.Contain("whisper-cli").And.Contain(".transcript.json").And.Contain("apt-get install pocketsphinx pocketsphinx-en-us");
    }

    [Theory]
    [InlineData("{ \"segments\": [ { \"start_seconds\": 0 ", "not JSON of its form (line 1)")]
    [InlineData("{ \"language\": \"en\" }", "has no 'segments'")]
    [InlineData("{ \"segments\": [ { \"start_seconds\": 0, \"end_seconds\": 1 } ] }", "segment 1 has no text")]
    [InlineData("{ \"segments\": [ { \"start_seconds\": 2, \"end_seconds\": 1, \"text\": \"a\" } ] }", "segment 1 ends before it starts")]
    [InlineData("{ \"segments\": [ { \"start_seconds\": 1, \"end_seconds\": 2, \"text\": \"a\" }, { \"start_seconds\": 0, \"end_seconds\": 2, \"text\": \"b\" } ] }", "segment 2 starts before the one before it")]
    [InlineData("{ \"segments\": [ { \"start_seconds\": 0, \"end_seconds\": 99, \"text\": \"a\" } ] }", "segment 1 ends at 99 s, and the recording at 10 s")]
    public async Task ShippedTranscript_Wrong_TheJobFailsAndSaysWhere(string transcript, string message)
    {
        await CreateSut();
        Media.Serve("talk.wav.transcript.json", System.Text.Encoding.UTF8.GetBytes(transcript), "application/json");

        var row = await TranscribeAsync(Media.Serve("talk.wav", Wav.Silence(10)));

        row["status"]!.ToString().Should().Be("failed");
        row["error"]!.ToString().Should().Contain(message);
    }

    [Fact]
    public async Task ShippedTranscript_PageInItsPlace_IsNoTranscript()
    {
        await CreateSut();
        Media.Serve("talk.wav.transcript.json", "<html>Not found</html>"u8.ToArray(), "text/html");

        (await TranscribeAsync(Media.Serve("talk.wav", Wav.Silence(1))))["error"]!.ToString().Should().Contain("no speech recogniser");
    }

    [Fact]
    public async Task WhisperCpp_Configured_ComesFirst()
    {
        await CreateSut(options =>
        {
            options.Recognisers = new SandboxOptions().Recognisers;
            options.WhisperCliPath = StandInForWhisper("""
                {"result":{"language":"de"},"transcription":[
                  {"offsets":{"from":0,"to":1500},"text":" Guten Morgen."},{"offsets":{"from":1500,"to":2000},"text":" [BLANK_AUDIO]"}]}
                """);
            options.WhisperModelPath = "model.bin";
        });

        var result = await TranscribeAsync(ServeSpoken(), "&include=segments");

        result["analysis"]!["recogniser"]!.ToString().Should().Be("whisper.cpp");
        result["detected_language"]!.ToString().Should().Be("de");
        result["segments"]!.AsArray().Should().ContainSingle().Which!["text"]!.ToString().Should().Be("Guten Morgen.");
        (await File.ReadAllTextAsync(FileIn("arguments"), Token)).Should().StartWith("-m model.bin -f ").And.Contain(" -l auto -oj ");
    }

    [Fact]
    public async Task WhisperCpp_Missing_TheJobFailsClearly()
    {
        await CreateSut(options =>
        {
            options.Recognisers = [SandboxRecogniser.WhisperCpp];
            options.WhisperCliPath = FileIn("nowhere");
            options.WhisperModelPath = "model.bin";
        });

        (await TranscribeAsync(ServeSpoken()))["error"]!.ToString().Should().Contain("nowhere could not be started");
    }

    [Fact]
    public async Task Recogniser_TakesTooLong_IsKilled_AndTheJobFails()
    {
        await CreateSut(options =>
        {
            options.Recognisers = [SandboxRecogniser.WhisperCpp];
            options.RecognitionTimeout = TimeSpan.FromMilliseconds(300);
            options.WhisperCliPath = Script("sleep 600 & echo $! > \"$(dirname \"$0\")/child\"; wait");
            options.WhisperModelPath = "model.bin";
        });

        var row = await TranscribeAsync(ServeSpoken());

        row["error"]!.ToString().Should().Contain("did not end within");
        var child = (await File.ReadAllTextAsync(FileIn("child"), Token)).Trim();
        await Eventually.HoldsAsync(() => !Directory.Exists($"/proc/{child}") || File.ReadAllText($"/proc/{child}/stat").Contains(") Z "), "its child is gone too");
    }

    /// <summary>A program with whisper-cli's arguments and output, as no whisper model can be installed here.</summary>
    private string StandInForWhisper(string output)
    {
        File.WriteAllText(FileIn("output.json"), output);
        return Script(
            """
            here=$(dirname "$0"); echo "$*" > "$here/arguments"
            while [ $# -gt 0 ]; do [ "$1" = "-of" ] && cp "$here/output.json" "$2.json"; shift; done
            """);
    }

    private string Script(string body)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        var file = FileIn("whisper-cli");
        File.WriteAllText(file, "#!/bin/sh\n" + body + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return file;
    }
}
