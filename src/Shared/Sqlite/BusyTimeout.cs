using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Transcribe.Shared.Sqlite;

/// <summary>
/// Lets SQLite itself wait for another writer, which takes milliseconds: the provider around it sleeps 150 ms at a time, and holds its thread.
/// </summary>
internal sealed class BusyTimeout : DbConnectionInterceptor
{
    private const string Pragma = "PRAGMA busy_timeout = 10000;";

    public static BusyTimeout Instance { get; } = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragma;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragma;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
