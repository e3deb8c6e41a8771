using Transcribe.Sandbox.Http;
using Transcribe.Sandbox.Storage;
using Transcribe.Sandbox.Wallet;

namespace Transcribe.Sandbox.Account;

internal static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder api) => api.MapGet("/me", MeAsync);

    private static async Task<Answer> MeAsync(HttpContext http, Store store, WalletBook book, SandboxOptions options)
    {
        var key = Authentication.KeyOf(http);
        var wallet = await store.WriteAsync(book.OpenAsync, http.RequestAborted);

        return Answer.Json(new
        {
            Email = "sandbox@localhost",
            SubscriptionTier = "sandbox",
            WalletBalanceUsd = Usd.FromMicros(wallet.MonthlyMicros + wallet.TopUpMicros),
            MonthlyCreditRemainingUsd = Usd.FromMicros(wallet.MonthlyMicros),
            TopUpBalanceUsd = Usd.FromMicros(wallet.TopUpMicros),
            Limits = new
            {
                ConcurrentTranscriptions = options.MaxConcurrentJobs,
                options.RequestsPerMinute,
                options.QuestionsPerDay,
                MaxUploadBytes = options.MaxMediaBytes,
            },
            ApiKey = new
            {
                key.Name,
                Scopes = key.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                Spend = Usd.FromMicros(key.SpentMicros),
                Cap = key.CapMicros is { } cap ? Usd.FromMicros(cap) : (decimal?)null,
            },
        });
    }
}
