using System.Data.Common;

namespace Transcribe.Engine.Storage;

/// <summary>Reads columns as the model means them.</summary>
internal static class ReaderExtensions
{
    public static string? Text(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static DateTimeOffset Moment(this DbDataReader reader, int column) => new(reader.GetInt64(column), TimeSpan.Zero);

    public static DateTimeOffset? MomentOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Moment(column);

    public static T Name<T>(this DbDataReader reader, int column)
        where T : struct, Enum => Enum.Parse<T>(reader.GetString(column));
}
