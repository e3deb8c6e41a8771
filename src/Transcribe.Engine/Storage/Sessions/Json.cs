using System.Text;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Storage;

/// <summary>Values of columns as JSON text.</summary>
internal static class Json
{
    /// <summary>The JSON of a value; null for none.</summary>
    public static string? Of(object? value) => value is null ? null : Encoding.UTF8.GetString(ValueSerializer.ToUtf8(value));
}
