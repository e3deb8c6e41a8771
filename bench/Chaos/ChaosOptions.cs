namespace Transcribe.Bench.Chaos;

/// <summary>How much chaos.</summary>
public sealed class ChaosOptions
{
    /// <summary>Decides when the process is killed and what the clients send; default: another one each time.</summary>
    public int Seed { get; set; } = Random.Shared.Next();

    /// <summary>How often the process is killed; default 300.</summary>
    public int Kills { get; set; } = 300;

    /// <summary>How many clients send requests at the same time; default 16.</summary>
    public int Clients { get; set; } = 16;

    /// <summary>After how many acknowledged requests the process is killed at the latest; default 80. Counted, not timed: a busy machine is slow.</summary>
    public int RequestsPerLife { get; set; } = 80;

    /// <summary>How long after the last kill everything may take to end; default 3 minutes.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>Reads <c>--seed 7 --kills 300</c>.</summary>
    public static ChaosOptions Parse(string[] arguments)
    {
        var options = new ChaosOptions();
        new ConfigurationBuilder().AddCommandLine(arguments).Build().Bind(options);
        return options;
    }
}
