using System.CommandLine;

namespace Transcribe.Workflows.Host.CommandLine.Connecting;

/// <summary>The options that every command has.</summary>
internal static class GlobalOptions
{
    public static readonly Option<string?> Data = new("--data")
    {
        HelpName = "DIR", Recursive = true, Description = "The data folder of the server. Default: data/ of the checkout, or else of the current folder.",
    };

    public static readonly Option<string?> Workflows = new("--workflows")
    {
        HelpName = "DIR", Recursive = true, Description = "The folder of ready workflows, for a server that this command starts.",
    };

    public static readonly Option<Uri?> Server = new("--server")
    {
        HelpName = "URL",
        Recursive = true,
        Description = $"A server elsewhere; its API key is taken from {ServerChoice.KeyVariable}. Default: {ServerChoice.ServerVariable}, or the server of the data folder.",
    };

    public static readonly Option<bool> Json = new("--json") { Recursive = true, Description = "Results as JSON, also on a terminal." };
}
