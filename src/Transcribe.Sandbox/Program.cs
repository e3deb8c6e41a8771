using System.Runtime.InteropServices;
using Transcribe.Sandbox;

if (args is ["--help" or "-h"])
{
    Console.WriteLine(CommandLine.Usage);
    return 0;
}

try
{
    var commandLine = CommandLine.Parse(args);
    using var logs = LoggerFactory.Create(logging => logging
        .AddSimpleConsole(console => console.SingleLine = true)
        .AddFilter("Microsoft", LogLevel.Warning));
    commandLine.Options.LoggerFactory = logs;

    var stop = new TaskCompletionSource();
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

    await using var sandbox = await SandboxServer.StartAsync(commandLine.Options);
    Console.WriteLine($"transcribe.so sandbox at {sandbox.BaseAddress}");
    Console.WriteLine($"data in {Path.GetFullPath(commandLine.Options.DataFolder)}");
    if (commandLine.NewKeyName is { } name)
        Console.WriteLine($"API key '{name}', shown only now: {await sandbox.CreateKeyAsync(name)}");
    else if (!await sandbox.HasKeysAsync())
        Console.WriteLine($"API key, shown only now: {await sandbox.CreateKeyAsync("first")}");

    await stop.Task;
    return 0;

    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stop.TrySetResult();
    }
}
catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException or FormatException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
