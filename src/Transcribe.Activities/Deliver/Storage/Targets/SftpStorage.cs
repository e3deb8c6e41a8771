using System.Globalization;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Transcribe.Activities.Deliver.Storage;

/// <summary>A folder of an SFTP server. The server's key must be the known one; links below the folder are not followed.</summary>
internal sealed class SftpStorage(StorageSettings settings, TimeProvider clock) : RemoteStorage(clock), IStorageTarget
{
    private readonly string _root = "/" + (settings.Path ?? string.Empty).Trim('/');

    public Task<StoredFile?> FindAsync(StoragePath path, CancellationToken cancellationToken) => AskAsync(
        async token =>
        {
            using var sftp = await ConnectAsync(token);
            return await LookAsync(sftp, path, token) is { IsRegularFile: true } file ? Describe(path, file) : null;
        },
        cancellationToken);

    public Task<string?> FindHashAsync(StoragePath path, CancellationToken cancellationToken) => TransferAsync(
        async token =>
        {
            await using var stream = await OpenAsync(path, token);
            return stream is null ? null : Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, token));
        },
        cancellationToken);

    public Task<Stream?> OpenAsync(StoragePath path, CancellationToken cancellationToken) => AskAsync<Stream?>(
        async token =>
        {
            var sftp = await ConnectAsync(token);
            try
            {
                if (await LookAsync(sftp, path, token) is { IsRegularFile: true })
                    return new OwnedStream(await sftp.OpenAsync(FullName(path), FileMode.Open, FileAccess.Read, token), sftp);
            }
            catch
            {
                sftp.Dispose();
                throw;
            }

            sftp.Dispose();
            return null;
        },
        cancellationToken);

    public Task<StoredFile?> WriteAsync(StorageWrite write, CancellationToken cancellationToken) => TransferAsync(
        async token =>
        {
            using var sftp = await ConnectAsync(token);
            var there = await LookAsync(sftp, write.Path, token);
            if ((!write.Replace && there is not null) || (write.IfMatch is { } tag && (there is null || Describe(write.Path, there).ETag != tag)))
                return null;

            var folder = await MakeFoldersAsync(sftp, write.Path, token);

            // Named by the delivery, so that a repetition after a crash writes over what the crash left.
            var draft = $"{folder}/{Drafts.NameOf(write.DeliveryId)}";
            await using (var content = await write.Content.OpenAsync(token))
                await sftp.UploadFileAsync(content, draft, token);

            if (!await TryPublishAsync(sftp, draft, write.Path, write.Replace, token))
            {
                await sftp.DeleteFileAsync(draft, token);
                return null;
            }

            return Describe(write.Path, await sftp.GetAsync(FullName(write.Path), token));
        },
        cancellationToken);

    public IAsyncEnumerable<StoredFile> ListAsync(StoragePath? folder, CancellationToken cancellationToken) => PagesAsync(WalkAsync(folder, cancellationToken), cancellationToken);

    public Task<bool> DeleteAsync(StoragePath path, CancellationToken cancellationToken) => AskAsync(
        async token =>
        {
            using var sftp = await ConnectAsync(token);
            if (await LookAsync(sftp, path, token) is not { IsRegularFile: true })
                return false;

            await sftp.DeleteFileAsync(FullName(path), token);
            return true;
        },
        cancellationToken);

    public Task<StorageMove> MoveAsync(StoragePath from, StoragePath to, bool replace, CancellationToken cancellationToken) => AskAsync(
        async token =>
        {
            using var sftp = await ConnectAsync(token);
            if (await LookAsync(sftp, from, token) is not { IsRegularFile: true })
                return StorageMove.Missing;
            if (!replace && await LookAsync(sftp, to, token) is not null)
                return StorageMove.Taken;

            await MakeFoldersAsync(sftp, to, token);
            return await TryPublishAsync(sftp, FullName(from), to, replace, token) ? StorageMove.Moved : StorageMove.Taken;
        },
        cancellationToken);

    public Task<string> TestAsync(CancellationToken cancellationToken) => AskAsync(
        async token =>
        {
            using var sftp = await ConnectAsync(token);
            return await sftp.ExistsAsync(_root, token)
                ? $"The folder {_root} is there."
                : throw new StorageRejectedException($"The server has no folder {_root}; make it there first.");
        },
        cancellationToken);

    protected override Exception? Explain(Exception exception) => exception switch
    {
        SshAuthenticationException => new StorageRejectedException($"The SFTP server does not accept user '{settings.UserName}' with this password or key."),
        SftpPathNotFoundException => new StorageRejectedException($"The SFTP server has no folder {_root}; make it there first."),
        SftpPermissionDeniedException => new StorageRejectedException("The SFTP server does not let this user do that there."),
        SshException or SocketException or ObjectDisposedException => new IOException($"The SFTP server does not work: {exception.Message}", exception),
        _ => null,
    };

    private async Task<SftpClient> ConnectAsync(CancellationToken cancellationToken)
    {
        var methods = new List<AuthenticationMethod>();
        if (settings.PrivateKey is { Length: > 0 } key)
            methods.Add(new PrivateKeyAuthenticationMethod(settings.UserName!, new PrivateKeyFile(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(key.Trim() + "\n")))));
        if (settings.Password is { Length: > 0 } password)
            methods.Add(new PasswordAuthenticationMethod(settings.UserName!, password));

        var client = new SftpClient(new ConnectionInfo(settings.Host!, settings.Port ?? 22, settings.UserName!, [.. methods]));
        string? seen = null;
        client.HostKeyReceived += (_, e) => (seen, e.CanTrust) = (e.FingerPrintSHA256, Fingerprint(settings.HostKey) == e.FingerPrintSHA256);
        try
        {
            await client.ConnectAsync(cancellationToken);
            return client;
        }
        catch (SshConnectionException) when (seen is not null && Fingerprint(settings.HostKey) != seen)
        {
            client.Dispose();
            throw new StorageRejectedException(settings.HostKey is null
                ? $"The server's key is SHA256:{seen}. If that is right, enter it as hostKey."
                : $"The server shows another key than the one that is known: SHA256:{seen}. Somebody may stand in between; if it was changed on purpose, enter it as hostKey.");
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private static string? Fingerprint(string? text) => text?.Replace("SHA256:", string.Empty, StringComparison.OrdinalIgnoreCase).Trim().TrimEnd('=');

    // Every part of the path is looked at by itself. The server answers with the name behind all links: another name is a link out of the root.
    private async Task<ISftpFile?> LookAsync(SftpClient sftp, StoragePath path, CancellationToken cancellationToken)
    {
        var (asked, real) = (_root, (await sftp.GetAsync(_root, cancellationToken)).FullName);
        ISftpFile? file = null;
        foreach (var name in path.Value.Split('/'))
        {
            (asked, real) = ($"{asked.TrimEnd('/')}/{name}", $"{real.TrimEnd('/')}/{name}");
            try
            {
                file = await sftp.GetAsync(asked, cancellationToken);
            }
            catch (SftpPathNotFoundException)
            {
                return null;
            }

            if (file.IsSymbolicLink || file.FullName != real)
                throw new StorageRejectedException($"The path leads through the link '{name}', which could leave the storage.");
        }

        return file;
    }

    private async Task<string> MakeFoldersAsync(SftpClient sftp, StoragePath path, CancellationToken cancellationToken)
    {
        var current = _root == "/" ? string.Empty : _root;
        foreach (var name in path.Value.Split('/')[..^1])
        {
            current = $"{current}/{name}";
            if (!await sftp.ExistsAsync(current, cancellationToken))
                await sftp.CreateDirectoryAsync(current, cancellationToken);
        }

        return current;
    }

    private async Task<bool> TryPublishAsync(SftpClient sftp, string draft, StoragePath path, bool replace, CancellationToken cancellationToken)
    {
        if (replace)
        {
            await Task.Run(() => sftp.RenameFile(draft, FullName(path), isPosix: true), cancellationToken);
            return true;
        }

        try
        {
            await sftp.RenameFileAsync(draft, FullName(path), cancellationToken);
            return true;
        }
        catch (SshException) when (sftp.IsConnected && sftp.Exists(FullName(path)))
        {
            return false;
        }
    }

    private async IAsyncEnumerable<StoredFile> WalkAsync(StoragePath? start, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var sftp = await ConnectAsync(cancellationToken);
        if (start is not null && await LookAsync(sftp, start, cancellationToken) is not { IsDirectory: true })
            yield break;

        var folders = new Stack<string>([start?.Value ?? string.Empty]);
        while (folders.TryPop(out var folder))
        {
            await foreach (var item in sftp.ListDirectoryAsync($"{_root}/{folder}", cancellationToken))
            {
                var name = folder.Length == 0 ? item.Name : $"{folder}/{item.Name}";
                if (item is { IsDirectory: true, IsSymbolicLink: false, Name: not ("." or "..") })
                    folders.Push(name);
                else if (item.IsRegularFile && !Drafts.IsOne(item.Name) && StoragePath.TryParse(name) is { } path)
                    yield return Describe(path, item);
            }
        }
    }

    private string FullName(StoragePath path) => _root == "/" ? $"/{path.Value}" : $"{_root}/{path.Value}";

    private StoredFile Describe(StoragePath path, ISftpFile file) => new()
    {
        Path = path.Value,
        Size = file.Length,
        ModifiedAt = new DateTimeOffset(file.LastWriteTimeUtc),
        ETag = string.Create(CultureInfo.InvariantCulture, $"{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}"),
        Location = $"sftp://{settings.Host}{FullName(path)}",
    };

    /// <summary>Closes the connection with the stream.</summary>
    private sealed class OwnedStream(Stream inner, SftpClient client) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => inner.ReadAsync(buffer, offset, count, cancellationToken);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
                client.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
