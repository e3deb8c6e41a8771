using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Transcribe.Activities.Ledger;

namespace Transcribe.Activities.Deliver.Storage;

/// <summary>
/// Delivers a file once. The path that a delivery chose is a row before it is a file; a repetition finds the row, recognises its own file
/// by the content's hash and writes it again, instead of rejecting itself or storing a second, numbered one.
/// </summary>
internal sealed class StorageDelivery(IStorageTargets targets, IDbContextFactory<LedgerDbContext> contexts, TimeProvider clock)
{
    private const int MaxNumber = 10_000;

    /// <summary>Stores the content, or says that something is in the way.</summary>
    /// <exception cref="IOException">The storage does not work.</exception>
    /// <exception cref="UnauthorizedAccessException">The storage does not let this server write.</exception>
    public async Task<DeliveryResult> DeliverAsync(DeliveryRequest request, CancellationToken cancellationToken)
    {
        var target = targets.Get(request.Connection);
        var hash = await HashAsync(request.Content, cancellationToken);
        var earlier = await FindAsync(request.Id, cancellationToken);
        if (earlier is not null && await IsOwnAsync(target, request, earlier, cancellationToken))
            return await WriteAsync(target, request, StoragePath.Parse(earlier.Path), hash, replace: true, isOwn: true, cancellationToken) ?? InTheWay(request);

        foreach (var path in Candidates(request))
        {
            var replace = request.Overwrite == OverwritePolicy.Replace || request.IfMatch is not null;
            if (!replace && await target.FindAsync(path, cancellationToken) is not null)
                continue;

            if (await WriteAsync(target, request, path, hash, replace, isOwn: false, cancellationToken) is { } delivered)
                return delivered;
        }

        return InTheWay(request);
    }

    private static IEnumerable<StoragePath> Candidates(DeliveryRequest request)
    {
        yield return request.Path;
        for (var number = 2; request.Overwrite == OverwritePolicy.Number && number <= MaxNumber; number++)
            yield return request.Path.Numbered(number);
    }

    private static DeliveryResult InTheWay(DeliveryRequest request) => new(null, request switch
    {
        { IfMatch: { } tag } => $"The file at '{request.Path}' is no longer the version {tag}.",
        { Overwrite: OverwritePolicy.Number } => $"There are {MaxNumber} files named like '{request.Path}' already.",
        _ => $"There is already a file at '{request.Path}'.",
    });

    // Read twice rather than held: a recording may be larger than the memory.
    private static async Task<string> HashAsync(FileContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.OpenAsync(cancellationToken);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    // What is at the chosen path may be somebody else's, or what was to be replaced: then the crash came before our file.
    private static async Task<bool> IsOwnAsync(IStorageTarget target, DeliveryRequest request, DeliveryRecord earlier, CancellationToken cancellationToken) =>
        await target.FindHashAsync(StoragePath.Parse(earlier.Path), cancellationToken) is not { } stored
            ? request.IfMatch is null
            : stored == earlier.ContentHash;

    private async Task<DeliveryResult?> WriteAsync(
        IStorageTarget target, DeliveryRequest request, StoragePath path, string hash, bool replace, bool isOwn, CancellationToken cancellationToken)
    {
        await RecordAsync(request, path, hash, null, cancellationToken);
        var write = new StorageWrite(request.Id, path, request.Content, request.ContentType, hash, replace, isOwn ? null : request.IfMatch);
        if (await target.WriteAsync(write, cancellationToken) is not { } file)
            return null;

        await RecordAsync(request, path, hash, clock.GetUtcNow(), cancellationToken);
        return new DeliveryResult(file with { Connection = request.Connection }, null);
    }

    private async Task<DeliveryRecord?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        return await ledger.Deliveries.AsNoTracking().FirstOrDefaultAsync(delivery => delivery.Id == id, cancellationToken);
    }

    private async Task RecordAsync(DeliveryRequest request, StoragePath path, string hash, DateTimeOffset? deliveredAt, CancellationToken cancellationToken)
    {
        await using var ledger = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await ledger.Deliveries.FirstOrDefaultAsync(delivery => delivery.Id == request.Id, cancellationToken);
        if (row is null)
        {
            row = new DeliveryRecord
            {
                Id = request.Id, Connection = request.Connection, Path = path.Value, ContentHash = hash, CreatedAt = clock.GetUtcNow(), WorkflowInstanceId = request.Run,
            };
            ledger.Deliveries.Add(row);
        }

        row.Path = path.Value;
        row.ContentHash = hash;
        row.DeliveredAt = deliveredAt;
        await ledger.SaveChangesAsync(cancellationToken);
    }
}

/// <summary>What to deliver where.</summary>
internal sealed record DeliveryRequest(
    string Id, string Connection, StoragePath Path, FileContent Content, string ContentType, OverwritePolicy Overwrite, string? IfMatch = null, string? Run = null);

/// <summary>The stored file, or why it was not stored.</summary>
internal sealed record DeliveryResult(StoredFile? File, string? Rejection);
