namespace Transcribe.Client;

/// <summary>A list that fetches its pages while it is read.</summary>
/// <param name="options">What to list; the same for every page.</param>
/// <param name="fetch">Reads one page: size, cursor (null for the first), token.</param>
public sealed class TranscriptionList(
    ListOptions options,
    Func<int, string?, CancellationToken, Task<TranscriptionPage>> fetch) : IAsyncEnumerable<Transcription>
{
    /// <summary>Reads job by job.</summary>
    public async IAsyncEnumerator<Transcription> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (var page in AsPages(cancellationToken: cancellationToken))
        {
            foreach (var row in page.Data)
                yield return row;
        }
    }

    /// <summary>Reads page by page.</summary>
    /// <param name="cursor">Where to continue: an earlier page's <see cref="TranscriptionPage.NextCursor"/>. Default: at the newest job.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="TranscribeException">The API sent the same cursor twice, which would never end.</exception>
    public async IAsyncEnumerable<TranscriptionPage> AsPages(
        string? cursor = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var remaining = options.MaxItems ?? int.MaxValue;

        while (remaining > 0)
        {
            var page = await fetch(Math.Min(options.PageSize, remaining), cursor, cancellationToken);
            if (page.Data.Count > remaining)
                page = page with { Data = [.. page.Data.Take(remaining)] };

            yield return page;

            remaining -= page.Data.Count;
            if (page.NextCursor is null)
                yield break;

            if (page.NextCursor == cursor)
                throw new TranscribeException("The API answered a page whose cursor points at itself; the list stops here instead of repeating for ever.");

            cursor = page.NextCursor;
        }
    }
}
