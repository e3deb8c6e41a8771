using System.Runtime.InteropServices;

namespace Transcribe.Client;

/// <summary>How far an upload is; it steps back when an attempt begins anew.</summary>
/// <param name="BytesSent">Bytes that were sent.</param>
/// <param name="TotalBytes">Bytes of the file.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct UploadProgress(long BytesSent, long TotalBytes);
