using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Transcribe.Sandbox.Http;
using Transcribe.Sandbox.Storage;

namespace Transcribe.Sandbox.Wallet;

/// <summary>One wallet: monthly credit is spent first, top-up second. Every method runs inside the caller's transaction.</summary>
internal sealed class WalletBook(SandboxOptions options, TimeProvider clock)
{
    private const int OnlyWallet = 1;

    /// <summary>The wallet, with this month's credit.</summary>
    public async Task<WalletRow> OpenAsync(SandboxDb db)
    {
        var month = clock.GetUtcNow().ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var wallet = await db.Wallets.AsTracking().SingleOrDefaultAsync(row => row.Id == OnlyWallet);
        if (wallet is null)
        {
            wallet = new WalletRow { Id = OnlyWallet, Month = month, TopUpMicros = Usd.ToMicros(options.TopUpUsd) };
            wallet.MonthlyMicros = Usd.ToMicros(options.MonthlyCreditUsd);
            db.Wallets.Add(wallet);
        }
        else if (wallet.Month != month)
        {
            wallet.Month = month;
            wallet.MonthlyMicros = Usd.ToMicros(options.MonthlyCreditUsd);
        }

        return wallet;
    }

    /// <summary>Sets the job's price aside, or refuses with 402.</summary>
    public async Task HoldAsync(SandboxDb db, JobRow job)
    {
        var price = job.PriceMicros;
        var key = await db.Keys.AsTracking().SingleAsync(row => row.Id == job.KeyId);
        if (key.CapMicros is { } cap && key.SpentMicros + key.HeldMicros + price > cap)
        {
            throw ApiErrors.Payment(
                "spend_cap_exceeded",
                "This would exceed what the API key may spend.",
                ("charge_usd", Usd.FromMicros(price)),
                ("spend_cap_usd", Usd.FromMicros(cap)));
        }

        var wallet = await OpenAsync(db);
        if (wallet.MonthlyMicros + wallet.TopUpMicros < price)
        {
            throw ApiErrors.Payment(
                "insufficient_funds",
                "The wallet does not hold enough: top it up.",
                ("charge_usd", Usd.FromMicros(price)),
                ("wallet_balance_usd", Usd.FromMicros(wallet.MonthlyMicros + wallet.TopUpMicros)));
        }

        job.HeldMonthlyMicros = Math.Min(wallet.MonthlyMicros, price);
        job.HeldTopUpMicros = price - job.HeldMonthlyMicros;
        job.HeldMonth = wallet.Month;
        wallet.MonthlyMicros -= job.HeldMonthlyMicros;
        wallet.TopUpMicros -= job.HeldTopUpMicros;
        key.HeldMicros += price;
    }

    /// <summary>What was held is spent.</summary>
    public async Task ChargeAsync(SandboxDb db, JobRow job)
    {
        var held = await SettleAsync(db, job, "charge");
        job.ChargedMicros += held;
        var key = await db.Keys.AsTracking().SingleAsync(row => row.Id == job.KeyId);
        key.SpentMicros += held;
    }

    /// <summary>What was held goes back; credit of a month that is over is gone, as it would have been.</summary>
    public async Task ReleaseAsync(SandboxDb db, JobRow job)
    {
        var wallet = await OpenAsync(db);
        wallet.TopUpMicros += job.HeldTopUpMicros;
        if (job.HeldMonth == wallet.Month)
            wallet.MonthlyMicros += job.HeldMonthlyMicros;
        await SettleAsync(db, job, "release");
    }

    /// <summary>Writes a job's hold into the ledger; called once the job has its id.</summary>
    public void RecordHold(SandboxDb db, JobRow job) => Record(db, job, "hold", job.PriceMicros);

    private async Task<long> SettleAsync(SandboxDb db, JobRow job, string kind)
    {
        var held = job.HeldMonthlyMicros + job.HeldTopUpMicros;
        job.HeldMonthlyMicros = 0;
        job.HeldTopUpMicros = 0;
        job.HeldMonth = null;
        var key = await db.Keys.AsTracking().SingleAsync(row => row.Id == job.KeyId);
        key.HeldMicros -= held;
        Record(db, job, kind, held);
        return held;
    }

    private void Record(SandboxDb db, JobRow job, string kind, long micros) =>
        db.Ledger.Add(new LedgerRow { JobId = job.Id, KeyId = job.KeyId, Kind = kind, Micros = micros, At = clock.GetUtcNow() });
}
