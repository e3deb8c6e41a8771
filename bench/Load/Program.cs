using Transcribe.Bench.Load;

// The server that is measured is this program, too, in a process of its own.
if (args is [LoadServer.Command, var folder, var holds])
{
    await LoadServer.RunAsync(folder, bool.Parse(holds));
    return;
}

var options = new LoadOptions();
new ConfigurationBuilder().AddCommandLine(args).Build().Bind(options);
await new LoadRun(options).RunAsync();
