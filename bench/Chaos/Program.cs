using Transcribe.Bench.Chaos;
using Transcribe.Bench.Chaos.Victims;

// The process that is killed is this program, too.
if (args is [VictimServer.Command, var folder, var outside])
{
    await VictimServer.RunAsync(folder, new Uri(outside));
    return 0;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    interrupted.Cancel();
};

using var run = new ChaosRun(ChaosOptions.Parse(args), Console.WriteLine);
var report = await run.RunAsync(interrupted.Token);
Console.WriteLine(report);
return report.Violations.Count == 0 ? 0 : 1;
