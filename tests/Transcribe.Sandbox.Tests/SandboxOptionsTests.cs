using Microsoft.Extensions.Logging.Abstractions;

namespace Transcribe.Sandbox.Tests;

public sealed class SandboxOptionsTests
{
    [Fact]
    public void Defaults_AreTheDocumentedOnes()
    {
        new SandboxOptions().Should().BeEquivalentTo(new
        {
            DataFolder = string.Empty,
            Url = "http://127.0.0.1:0",
            TimeProvider = TimeProvider.System,
            LoggerFactory = NullLoggerFactory.Instance,
            MonthlyCreditUsd = 5m,
            TopUpUsd = 20m,
            DefaultPipeline = "qwen3-asr-flash-filetrans",
            Languages = new[] { "en" },
            MaxConcurrentJobs = 2,
            MaxQueuedJobs = 1000,
            RequestsPerMinute = 60,
            QuestionsPerDay = 100,
            ProcessingDelay = TimeSpan.Zero,
            RecognitionTimeout = TimeSpan.FromMinutes(30),
            FetchTimeout = TimeSpan.FromMinutes(2),
            RefusePrivateAddresses = false,
            MaxMediaBytes = 500L * 1024 * 1024,
            UploadUrlLifetime = TimeSpan.FromSeconds(900),
            Recognisers = new[] { SandboxRecogniser.WhisperCpp, SandboxRecogniser.ShippedTranscript, SandboxRecogniser.PocketSphinx },
            WhisperCliPath = (string?)null,
            WhisperModelPath = (string?)null,
            UseFfmpeg = true,
            CallbackSignatureHeader = "X-Transcribe-Signature",
            CallbackSigning = SandboxCallbackSigning.Body,
            AllowHttpCallbacks = true,
            CallbackRetryDelay = TimeSpan.FromSeconds(2),
            CallbackAttempts = 8,
            CallbackTimeout = TimeSpan.FromSeconds(10),
            EnableFaultsEndpoint = false,
            PrefixedIds = false,
            Pipelines = new[]
            {
                new { Code = "gpt-4o-transcribe-diarize", UsdPerMinute = 0.0647m },
                new { Code = "qwen3-asr-flash-filetrans", UsdPerMinute = 0.0285m },
                new { Code = "voxtral-mini-transcribe", UsdPerMinute = 0.0296m },
            },
        });
        typeof(SandboxOptions).GetProperties().Should().HaveCount(31, "each default is pinned above");
    }

    [Fact]
    public async Task StartAsync_EverythingWrong_NamesEveryFaultAtOnce()
    {
        var options = new SandboxOptions
        {
            Url = "nowhere",
            MonthlyCreditUsd = -1,
            TopUpUsd = -1,
            DefaultPipeline = "none",
            MaxConcurrentJobs = 0,
            RequestsPerMinute = 0,
            WhisperCliPath = "whisper-cli",
            CallbackSignatureHeader = "no header",
            CallbackAttempts = 0,
            ProcessingDelay = TimeSpan.FromSeconds(-1),
            FetchTimeout = TimeSpan.Zero,
        };

        var start = () => SandboxServer.StartAsync(options, TestContext.Current.CancellationToken);

        (await start.Should().ThrowAsync<ArgumentException>()).Which.Message.Should().Be(
            "The sandbox cannot start: DataFolder is required: the folder that keeps the sandbox's state. "
            + "MonthlyCreditUsd must be between 0 and 1000000. TopUpUsd must be between 0 and 1000000. MaxConcurrentJobs must be between 1 and 64. "
            + "RequestsPerMinute must be between 1 and 1000000. CallbackSignatureHeader must be a header name. CallbackAttempts must be between 1 and 50. "
            + "Url must be an http address, such as http://127.0.0.1:4010. DefaultPipeline 'none' is not one of Pipelines. "
            + "ProcessingDelay cannot be negative. WhisperCliPath and WhisperModelPath belong together: set both or none. "
            + "FetchTimeout must be longer than zero. (Parameter 'options')");
    }

    [Fact]
    public async Task StartAsync_FolderInUse_SaysSo()
    {
        using var folder = new TempFolder();
        await using var first = await SandboxServer.StartAsync(new SandboxOptions { DataFolder = folder.Path }, TestContext.Current.CancellationToken);

        var second = () => SandboxServer.StartAsync(new SandboxOptions { DataFolder = folder.Path }, TestContext.Current.CancellationToken);

        (await second.Should().ThrowAsync<InvalidOperationException>()).Which.Message.Should().Contain("Another sandbox uses the data folder");
    }

    [Fact]
    public async Task StartAsync_DatabaseOfAnotherVersion_SaysSo()
    {
        using var folder = new TempFolder();
        var token = TestContext.Current.CancellationToken;
        await (await SandboxServer.StartAsync(new SandboxOptions { DataFolder = folder.Path }, token)).DisposeAsync();
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={folder.File("sandbox.db")};Pooling=False"))
        {
            await connection.OpenAsync(token);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version=99";
            await command.ExecuteNonQueryAsync(token);
        }

        var start = () => SandboxServer.StartAsync(new SandboxOptions { DataFolder = folder.Path }, token);

        (await start.Should().ThrowAsync<InvalidOperationException>()).Which.Message.Should().Contain("version 99");
    }

    [Fact]
    public void Parse_UnknownArgument_ShowsUsage()
    {
        var parse = () => CommandLine.Parse(["--colour", "blue"]);

        parse.Should().Throw<FormatException>().WithMessage("Unknown argument --colour.*--urls URL*");
    }

    [Fact]
    public void Parse_AllArguments_SetsOptions()
    {
        var line = CommandLine.Parse(["--faults", "--refuse-private", "--urls", "http://127.0.0.1:5000", "--data=here", "--delay", "1.5", "--new-key", "ci"]);

        line.NewKeyName.Should().Be("ci");
        line.Options.Should().BeEquivalentTo(new { Url = "http://127.0.0.1:5000", DataFolder = "here", EnableFaultsEndpoint = true, RefusePrivateAddresses = true, ProcessingDelay = TimeSpan.FromSeconds(1.5) });
    }
}
