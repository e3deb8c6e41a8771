namespace Transcribe.Sandbox.Wallet;

/// <summary>Money is kept as whole millionths of a US dollar: SQLite has no decimals, and sums must be exact.</summary>
internal static class Usd
{
    private const decimal MicrosPerUsd = 1_000_000m;

    public static long ToMicros(decimal usd) => (long)decimal.Round(usd * MicrosPerUsd);

    public static decimal FromMicros(long micros) => micros / MicrosPerUsd;
}
