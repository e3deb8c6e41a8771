namespace Transcribe.Bench.Load;

/// <summary>
/// The same work on an empty database and on a full one, side by side: two servers, started alike and warmed alike, take turns. Whatever else
/// the machine does slows both down, so the ratio holds where one measure after the other would not.
/// </summary>
/// <param name="full">The folder of the full database.</param>
internal sealed class Comparison(string full)
{
    private const int Turns = 16;
    private const int WarmUp = 6_000;
    private const int RequestsATurn = 2_000;

    private static readonly TimeSpan Enough = TimeSpan.FromMinutes(10);

    public const string Header = """
        | work | connections | per second, empty | per second, full | CPU ms each, empty | CPU ms each, full | full needs | middle half of the turns |
        |---|---|---|---|---|---|---|---|
        """;

    public async Task<string> RunAsync(string path, int connections)
    {
        var empty = Directory.CreateTempSubdirectory("transcribe-load-empty-").FullName;
        try
        {
            using var emptyServer = await ServerProcess.StartAsync(empty);
            using var fullServer = await ServerProcess.StartAsync(full);
            var (onEmpty, onFull) = (new Driver(emptyServer, empty), new Driver(fullServer, full));
            await MeasureAsync(onEmpty, path, 16, WarmUp);
            await MeasureAsync(onFull, path, 16, WarmUp);

            var turns = new List<(Row Empty, Row Full)>();
            for (var turn = 0; turn < Turns; turn++)
                turns.Add(await TakeTurnsAsync(onEmpty, onFull, path, connections, isFullFirst: turn % 2 == 1));

            return Summarise(path, connections, turns);
        }
        finally
        {
            Directory.Delete(empty, recursive: true);
        }
    }

    private static async Task<(Row Empty, Row Full)> TakeTurnsAsync(Driver onEmpty, Driver onFull, string path, int connections, bool isFullFirst)
    {
        var first = await MeasureAsync(isFullFirst ? onFull : onEmpty, path, connections, RequestsATurn);
        var second = await MeasureAsync(isFullFirst ? onEmpty : onFull, path, connections, RequestsATurn);
        return isFullFirst ? (second, first) : (first, second);
    }

    private static Task<Row> MeasureAsync(Driver driver, string path, int connections, int requests)
    {
        var left = requests;
        return driver.MeasureAsync(path, connections, Enough, () => Interlocked.Decrement(ref left) >= 0 ? (path, null) : null);
    }

    private static string Summarise(string path, int connections, List<(Row Empty, Row Full)> turns)
    {
        var ratios = turns.Select(turn => turn.Full.ProcessorTime / turn.Empty.ProcessorTime).ToList();
        var (empty, full) = (turns.Select(turn => turn.Empty).ToList(), turns.Select(turn => turn.Full).ToList());
        return FormattableString.Invariant(
            $"| {path[(path.LastIndexOf('/') + 1)..]} | {connections} | {Middle(empty, row => row.PerSecond):n0} | {Middle(full, row => row.PerSecond):n0} | {Middle(empty, row => row.ProcessorTime.TotalMilliseconds):0.000} | {Middle(full, row => row.ProcessorTime.TotalMilliseconds):0.000} | {Quantile(ratios, 0.5):0.00} × | {Quantile(ratios, 0.25):0.00}–{Quantile(ratios, 0.75):0.00} |");
    }

    private static double Middle(List<Row> rows, Func<Row, double> value) => Quantile([.. rows.Select(value)], 0.5);

    private static double Quantile(List<double> values, double share) => values.Order().ElementAt((int)Math.Round((values.Count - 1) * share));
}
