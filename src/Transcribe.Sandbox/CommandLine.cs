namespace Transcribe.Sandbox;

/// <summary>The stand-alone program's arguments.</summary>
internal sealed record CommandLine(SandboxOptions Options, string? NewKeyName)
{
    public const string Usage =
        """
        transcribe.so sandbox
          --urls URL             where to listen (default http://127.0.0.1:4010)
          --data DIR             where state is kept (default data/sandbox)
          --new-key NAME         make one more API key and print it
          --whisper-cli PATH     whisper.cpp's whisper-cli, with
          --whisper-model FILE   its model
          --delay SECONDS        how long each job takes at least
          --refuse-private       refuse recordings at private addresses, as the live service does
          --faults               take orders for faults at /sandbox/faults
        """;

    private static readonly Dictionary<string, string> Names = new()
    {
        ["--urls"] = "urls",
        ["--data"] = "data",
        ["--new-key"] = "new-key",
        ["--whisper-cli"] = "whisper-cli",
        ["--whisper-model"] = "whisper-model",
        ["--delay"] = "delay",
        ["--refuse-private"] = "refuse-private",
        ["--faults"] = "faults",
    };

    private static readonly string[] Switches = ["--refuse-private", "--faults"];

    /// <exception cref="FormatException">An argument is unknown or lacks its value.</exception>
    public static CommandLine Parse(string[] args)
    {
        var unknown = args.FirstOrDefault(arg => arg.StartsWith('-') && !Names.ContainsKey(arg.Split('=')[0]));
        if (unknown is not null)
            throw new FormatException($"Unknown argument {unknown}.\n{Usage}");

        string[] complete = [.. args.Select(arg => Switches.Contains(arg) ? arg + "=true" : arg)];
        var given = new ConfigurationBuilder().AddCommandLine(complete, Names).Build();
        return new CommandLine(
            new SandboxOptions
            {
                Url = given["urls"] ?? "http://127.0.0.1:4010",
                DataFolder = given["data"] ?? Path.Combine("data", "sandbox"),
                WhisperCliPath = given["whisper-cli"],
                WhisperModelPath = given["whisper-model"],
                ProcessingDelay = TimeSpan.FromSeconds(given.GetValue("delay", 0d)),
                RefusePrivateAddresses = given.GetValue("refuse-private", false),
                EnableFaultsEndpoint = given.GetValue("faults", false),
            },
            given["new-key"]);
    }
}
