using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace Transcribe.Bench.Load;

/// <summary>One connection that sends a request after the other: as little of its own as possible, because it shares the processors with the server.</summary>
internal sealed class Connection : IDisposable
{
    private const int BufferSize = 16 * 1024;

    private static ReadOnlySpan<byte> LengthHeader => "Content-Length: "u8;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[BufferSize];
    private readonly string _host;

    private Connection(Uri address) => _host = address.Authority;

    public static async Task<Connection> OpenAsync(Uri address)
    {
        var connection = new Connection(address);
        await connection._socket.ConnectAsync(address.Host, address.Port);
        return connection;
    }

    /// <summary>Sends a request and returns the body of its answer.</summary>
    /// <exception cref="InvalidOperationException">The answer is no 200.</exception>
    public async Task<string> GetAsync(string path, string? instanceId = null)
    {
        var header = instanceId is null ? string.Empty : $"X-Workflow-Instance-ID: {instanceId}\r\n";
        await _socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {_host}\r\n{header}\r\n"));

        var count = 0;
        while (true)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(count));
            if (read == 0)
                throw new InvalidOperationException("The server closed the connection.");

            count += read;
            if (TryReadAnswer(_buffer.AsSpan(0, count), out var body))
                return body;
        }
    }

    public void Dispose() => _socket.Dispose();

    private static bool TryReadAnswer(ReadOnlySpan<byte> bytes, out string body)
    {
        body = string.Empty;
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;

        var content = bytes[(end + 4)..];
        if (!bytes.StartsWith("HTTP/1.1 200"u8))
            throw new InvalidOperationException(Encoding.UTF8.GetString(bytes));

        var at = bytes[..end].IndexOf(LengthHeader);
        if (at < 0)
            return ReadChunked(content, out body);

        if (!Utf8Parser.TryParse(bytes[(at + LengthHeader.Length)..], out int length, out _) || content.Length < length)
            return false;

        body = Encoding.UTF8.GetString(content[..length]);
        return true;
    }

    private static bool ReadChunked(ReadOnlySpan<byte> content, out string body)
    {
        var isComplete = content.EndsWith("0\r\n\r\n"u8);
        body = isComplete && content.IndexOf("\r\n"u8) is var size and > 0 ? Encoding.UTF8.GetString(content[(size + 2)..]).Split('\r')[0] : string.Empty;
        return isComplete;
    }
}
