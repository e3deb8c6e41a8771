using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Transcribe.Shared.Sqlite;

/// <summary>SQLite has no type for instants that it could order by: milliseconds since 1970, in UTC, do.</summary>
internal sealed class InstantConverter() : ValueConverter<DateTimeOffset, long>(
    instant => instant.ToUnixTimeMilliseconds(),
    milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
