using System.Text.Json.Nodes;
using Transcribe.Workflows.Host.CommandLine;

namespace Transcribe.Workflows.Host.Tests.Support;

/// <summary>Runs commands in this process, as a script would: what they print is read, and how they end.</summary>
public abstract class CommandTest : IDisposable
{
    private protected TempFolder Folder { get; } = new();

    private protected string Data => Folder.File("data");

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static async Task<CommandResult> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await Cli.RunAsync(args, output, errors);
        return new CommandResult(code, output.ToString(), errors.ToString());
    }

    private protected Task<CommandResult> RunHereAsync(params string[] args) => RunAsync([.. args, "--data", Data]);

    private protected string Save(string name, string text)
    {
        File.WriteAllText(Folder.File(name), text);
        return Folder.File(name);
    }
}

/// <summary>How a command ended, and what it printed.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    public JsonNode Json => JsonNode.Parse(Output)!;
}
