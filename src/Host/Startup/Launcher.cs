using System.Data.Common;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Transcribe.Engine.State;

namespace Transcribe.Workflows.Host.Startup;

/// <summary>Runs the host and turns what an operator can mend into one sentence and an exit code.</summary>
internal static class Launcher
{
    private const int Misconfigured = 2;

    public static async Task<int> RunAsync(Func<Task> host)
    {
        try
        {
            await host();
            return 0;
        }
        catch (Exception exception) when (Explain(exception) is { } sentence)
        {
            await Console.Error.WriteLineAsync($"Transcribe.Workflows cannot start. {sentence}");
            return Misconfigured;
        }
    }

    internal static string? Explain(Exception exception) => exception switch
    {
        SettingException or DataFolderTakenException => exception.Message,
        OptionsValidationException => exception.Message,
        IOException { InnerException: AddressInUseException } => $"{exception.Message} Choose another with --urls http://127.0.0.1:PORT",
        SocketException => $"It cannot listen there: {exception.Message}. Choose another address with --urls.",
        IOException { InnerException: SocketException } => $"{exception.Message} Choose another address with --urls.",
        DbException => $"Its database cannot be used. {exception.Message} Put the files of a backup in its place, or choose another folder with --data.",
        StorageException or IOException or UnauthorizedAccessException => exception.Message,
        _ => null,
    };
}
