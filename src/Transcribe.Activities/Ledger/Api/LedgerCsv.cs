using System.Globalization;

namespace Transcribe.Activities.Ledger.Api;

/// <summary>The ledger as CSV (RFC 4180), row by row.</summary>
internal static class LedgerCsv
{
    public const string Header = "id,connection,job_id,workflow,run,status,title,duration_seconds,billed_minutes,price_usd,saved_usd,hold_reason,created_at,submitted_at,completed_at,error,delivered_to,source";

    public static string RowOf(LedgerLine line) => string.Join(',',
        Text(line.Id), Text(line.Connection), Text(line.JobId), Text(line.Workflow), Text(line.Run), Text(line.Status), Text(line.Title), Number(line.DurationSeconds),
        Number(line.BilledMinutes), Number(line.PriceUsd), Number(line.SavedUsd), Text(line.HoldReason), Time(line.CreatedAt), Time(line.SubmittedAt), Time(line.CompletedAt), Text(line.Error),
        Text(string.Join("; ", line.DeliveredTo.Select(to => $"{to.Kind} {to.Connection}: {to.Target} ({to.State})"))), Text(line.Source));

    private static string Number(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture) ?? string.Empty;

    private static string Time(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? string.Empty;

    // A title that begins like a formula would be one in a spreadsheet.
    private static string Text(string? text)
    {
        var safe = text is { Length: > 0 } && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text ?? string.Empty;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
