using Transcribe.Sandbox.Http;

namespace Transcribe.Sandbox.Media;

/// <summary>Writes a stream to a file, and stops the moment it grows over its limit.</summary>
internal static class LimitedCopy
{
    public static async Task<long> ToFileAsync(Stream source, string file, long limit, string what, CancellationToken cancellationToken)
    {
        await using var target = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
        return await ToStreamAsync(source, target, limit, what, cancellationToken);
    }

    public static async Task<long> ToStreamAsync(Stream source, Stream target, long limit, string what, CancellationToken cancellationToken)
    {
        var buffer = new byte[81_920];
        long total = 0;
        int read;
        while ((read = await source.ReadAsync(buffer, cancellationToken)) > 0)
        {
            total += read;
            if (total > limit)
                throw new ApiException(StatusCodes.Status400BadRequest, "invalid_request", $"{what} is larger than {Size(limit)}.");
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        await target.FlushAsync(cancellationToken);
        return total;
    }

    private static string Size(long bytes) => bytes >= 1024 * 1024 ? $"{bytes / 1024 / 1024} MB" : $"{bytes} bytes";
}
