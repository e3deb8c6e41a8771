using System.Security.Cryptography;
using System.Text;

namespace Transcribe.Activities;

/// <summary>
/// Ids that are the same when an activity is executed again after a crash, and differ for every other execution, loop iterations
/// included: what makes a repeated paid call or delivery harmless.
/// </summary>
internal static class StableId
{
    /// <summary>The prefix of derived idempotency keys.</summary>
    public const string Submission = "tw";

    /// <summary>The prefix of batch ids.</summary>
    public const string Batch = "tb";

    /// <summary>The prefix of delivery ids.</summary>
    public const string Delivery = "td";

    /// <summary>The prefix of ids of approvals.</summary>
    public const string Approval = "tp";

    /// <summary>The id of what <paramref name="context"/>'s execution does.</summary>
    public static string Of(string prefix, ActivityExecutionContext context) => Of(prefix, context.WorkflowExecutionContext.Id, context.Id);

    /// <summary><c>{prefix}-</c> and 64 hexadecimal digits: SHA-256 of the parts, which cannot run into each other.</summary>
    public static string Of(string prefix, params ReadOnlySpan<string> parts) =>
        $"{prefix}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))}";
}
