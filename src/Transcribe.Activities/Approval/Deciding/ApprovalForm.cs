using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Transcribe.Activities.Ledger.Callbacks;

namespace Transcribe.Activities.Approval.Deciding;

/// <summary>Reads forms of strangers: no more than they may have, and only what is asked for.</summary>
internal static class ApprovalForm
{
    public const string DecisionField = "decision";
    public const string TextField = "text";
    public const string CommentField = "comment";
    public const string NameField = "name";
    public const string Approve = "approve";
    public const string Refuse = "refuse";

    public const int MaxComment = 2000;
    public const int MaxName = 100;

    // A character of the text takes up to nine bytes in a form.
    private const int MaxBytes = (ApprovalOptions.MaxTextLength * 9) + (64 * 1024);

    /// <summary>The fields; null: the body is too large.</summary>
    public static async Task<Dictionary<string, StringValues>?> ReadAsync(HttpRequest request, CancellationToken cancellationToken) =>
        await CallbackBody.ReadAsync(request, MaxBytes, cancellationToken) is { } body ? Parse(body) : null;

    public static Dictionary<string, StringValues> Parse(byte[] body)
    {
        using var reader = new FormReader(Encoding.UTF8.GetString(body));
        return reader.ReadForm();
    }

    /// <summary>What was decided; null: neither button was pressed.</summary>
    /// <param name="fields">The form.</param>
    /// <param name="approval">What it is about.</param>
    /// <param name="reader">Whom the link was given to; null: anybody, who may say their name.</param>
    public static Decision? DecisionOf(IReadOnlyDictionary<string, StringValues> fields, ApprovalRecord approval, string? reader)
    {
        ApprovalState? state = Text(fields, DecisionField) switch { Approve => ApprovalState.Approved, Refuse => ApprovalState.Refused, _ => null };
        var text = Text(fields, TextField)?.ReplaceLineEndings("\n");
        var isEdited = approval.MayEdit && state == ApprovalState.Approved && text is not null && text.Trim() != approval.Text.Trim();
        return state is null ? null : new Decision(state.Value, reader ?? Cut(Text(fields, NameField), MaxName), Cut(Text(fields, CommentField), MaxComment), isEdited ? text : null);
    }

    private static string? Text(IReadOnlyDictionary<string, StringValues> fields, string name) =>
        fields.TryGetValue(name, out var values) && values is [{ } text, ..] && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private static string? Cut(string? text, int length) => text is null || text.Length <= length ? text : text[..length];
}
