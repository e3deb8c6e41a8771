using System.Buffers;
using System.Text;
using System.Text.Json;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Storage;

/// <summary>Values of columns as JSON text.</summary>
internal static class Json
{
    private const int LargestKept = 64 * 1024;

    // A burst writes many small values; each thread keeps what it needs for that.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _bytes;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>The JSON of a value; null for none.</summary>
    public static string? Of(object? value)
    {
        if (value is null)
            return null;

        var bytes = _bytes is { Capacity: <= LargestKept } kept ? kept : _bytes = new ArrayBufferWriter<byte>();
        bytes.ResetWrittenCount();
        var writer = _writer ??= new Utf8JsonWriter(bytes);
        writer.Reset(bytes);
        ValueSerializer.Write(writer, value);
        writer.Flush();
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
