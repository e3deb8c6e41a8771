using Transcribe.Bench.Speech;

if (args is [SinkServer.Command])
{
    await SinkServer.RunAsync();
    return;
}

var options = new SpeechOptions();
new ConfigurationBuilder().AddCommandLine(args.Skip(1).ToArray()).Build().Bind(options);
var folder = Directory.CreateTempSubdirectory("transcribe-speech-").FullName;
try
{
    await (args.FirstOrDefault() switch
    {
        "sweeps" => new WaitingRun(options).RunAsync(folder, callsBack: false),
        "callbacks" => new WaitingRun(options).RunAsync(folder, callsBack: true),
        "delay" => new CallbackRun(options).RunAsync(folder),
        "batch" => new BatchRun(options).RunAsync(folder),
        "upload" => new UploadRun(options).RunAsync(folder),
        "copy" => new CopyRun(options).RunAsync(folder),
        _ => throw new InvalidOperationException("Say what to measure: sweeps, callbacks, delay, batch, upload or copy."),
    });
}
finally
{
    Directory.Delete(folder, recursive: true);
}
