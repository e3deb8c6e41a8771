using System.Diagnostics;
using System.Net;
using Transcribe.Activities.Deliver.Storage;

namespace Transcribe.Activities.Tests.Support;

/// <summary>Debian's own SSH server, as the account that runs the tests.</summary>
internal sealed class SftpServer : IAsyncDisposable
{
    private readonly ChildServer _server;

    private SftpServer(ChildServer server, string root, string key, string hostKey) => (_server, Root, Key, HostKey) = (server, root, key, hostKey);

    public string Root { get; }

    public string HostKey { get; }

    private string Key { get; }

    public static async Task<SftpServer> StartAsync(TempFolder folder)
    {
        var root = Directory.CreateDirectory(folder.File("upload")).FullName;
        var key = await MakeKeyAsync(folder.File("user"));
        await MakeKeyAsync(folder.File("host"));
        File.Copy(folder.File("user.pub"), folder.File("authorized"));
        Directory.CreateDirectory("/run/sshd");
        var config = folder.File("sshd_config");
        await File.WriteAllTextAsync(config, $"""
            ListenAddress 127.0.0.1
            HostKey {folder.File("host")}
            AuthorizedKeysFile {folder.File("authorized")}
            PidFile none
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            Subsystem sftp internal-sftp
            """);
        var server = await ChildServer.StartAsync(Tools.Sshd, "-D", "-e", "-f", config, "-p", FreePort());
        return new SftpServer(server, root, key, await FingerprintAsync(folder.File("host.pub")));
    }

    public static async Task<string> MakeKeyAsync(string file)
    {
        using var process = Process.Start(new ProcessStartInfo("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", file]))!;
        await process.WaitForExitAsync(Workbench.Token);
        return await File.ReadAllTextAsync(file, Workbench.Token);
    }

    public StorageSettings Settings(string? hostKey = "") => new()
    {
        Kind = StorageKind.Sftp, Host = "127.0.0.1", Port = _server.Port, UserName = Environment.UserName, PrivateKey = Key, Path = Root,
        HostKey = hostKey?.Length == 0 ? HostKey : hostKey,
    };

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    // sshd cannot choose a port itself.
    private static string FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString();
    }

    private static async Task<string> FingerprintAsync(string file)
    {
        using var process = Process.Start(new ProcessStartInfo("ssh-keygen", ["-l", "-E", "sha256", "-f", file]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        return (await process.StandardOutput.ReadToEndAsync(Workbench.Token)).Split(' ')[1];
    }
}
