using Microsoft.AspNetCore.Http;

namespace Transcribe.Activities.Ledger.Callbacks;

/// <summary>Reads bodies of callbacks as they came, counting while it reads.</summary>
internal static class CallbackBody
{
    /// <summary>The bytes; null: they are more than <paramref name="limit"/>.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
            return null;

        using var body = new MemoryStream();
        var buffer = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + read > limit)
                return null;

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
