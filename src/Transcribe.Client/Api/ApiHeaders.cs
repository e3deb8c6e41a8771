namespace Transcribe.Client.Api;

internal static class ApiHeaders
{
    public const string IdempotencyKey = "Idempotency-Key";
}
