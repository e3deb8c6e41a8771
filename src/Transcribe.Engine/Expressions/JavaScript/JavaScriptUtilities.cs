using System.Text;
using System.Text.Json;

namespace Transcribe.Engine.Expressions;

/// <summary>The helper functions of scripts, by upstream's names.</summary>
internal static class JavaScriptUtilities
{
    private const int ShortGuidLength = 22;

    public static void Define(JavaScriptGlobals globals)
    {
        globals.Define("isNullOrWhiteSpace", (string? text) => string.IsNullOrWhiteSpace(text));
        globals.Define("isNullOrEmpty", (string? text) => string.IsNullOrEmpty(text));
        globals.Define("toJson", (object? value) => JsonSerializer.Serialize(value));
        globals.Define("parseGuid", (string text) => Guid.Parse(text));
        globals.Define("newGuid", () => Guid.NewGuid());
        globals.Define("newGuidString", () => Guid.NewGuid().ToString());
        globals.Define("newShortGuid", NewShortGuid);

        // Their older names.
        globals.Define("getGuid", () => Guid.NewGuid());
        globals.Define("getGuidString", () => Guid.NewGuid().ToString());
        globals.Define("getShortGuid", NewShortGuid);

        globals.Define("bytesToString", (byte[] bytes) => Encoding.UTF8.GetString(bytes));
        globals.Define("bytesFromString", (string text) => Encoding.UTF8.GetBytes(text));
        globals.Define("bytesToBase64", (byte[] bytes) => Convert.ToBase64String(bytes));
        globals.Define("bytesFromBase64", (string text) => Convert.FromBase64String(text));
        globals.Define("streamToBytes", ReadAll);
        globals.Define("streamToBase64", (Stream stream) => Convert.ToBase64String(ReadAll(stream)));
        globals.Define("stringToBase64", (string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));
        globals.Define("stringFromBase64", (string text) => Encoding.UTF8.GetString(Convert.FromBase64String(text)));
    }

    private static byte[] ReadAll(Stream stream)
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string NewShortGuid() =>
        Convert.ToBase64String(Guid.NewGuid().ToByteArray()).Replace('+', '-').Replace('/', '_')[..ShortGuidLength];
}
