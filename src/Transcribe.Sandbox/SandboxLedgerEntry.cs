namespace Transcribe.Sandbox;

/// <summary>What one transcription did to the wallet.</summary>
/// <param name="JobId">The transcription's id, as a number.</param>
/// <param name="Status">Its status now; <c>deleted</c> when its row is gone.</param>
/// <param name="Attempts">How often money was set aside for it: 1, and 1 more for each retry.</param>
/// <param name="HeldUsd">US dollars set aside now.</param>
/// <param name="ChargedUsd">US dollars spent.</param>
public sealed record SandboxLedgerEntry(long JobId, string Status, int Attempts, decimal HeldUsd, decimal ChargedUsd);
