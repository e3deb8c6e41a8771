using Transcribe.Engine.Server.Identity;
using Transcribe.Workflows.Host.Composition;

namespace Transcribe.Workflows.Host.Startup;

/// <summary><c>--reset-admin</c>: gives the user <c>admin</c> a new password, prints it once, and ends. The server may be running meanwhile.</summary>
internal static class AdministratorReset
{
    private const string Switch = "--reset-admin";

    public static bool IsAskedFor(string[] args) => args.Contains(Switch, StringComparer.Ordinal);

    public static async Task RunAsync(string[] args)
    {
        var settings = HostSettings.Read(HostSettings.Configure([.. args.Except([Switch], StringComparer.Ordinal)]));
        await using var store = IdentityComposition.OpenIdentity(settings);

        var password = await store.GetRequiredService<Administrators>().ResetAsync(CancellationToken.None);
        Console.WriteLine($"The user {Administrators.FirstName} in {settings.DataFolder} has the new password {password}");
        Console.WriteLine("It is shown this once. All sessions of this user have ended.");
    }
}
