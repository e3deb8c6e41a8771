using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Transcribe.Engine.Server.Studio;

namespace Transcribe.Engine.Server.TriggerUrls;

/// <summary>
/// Makes links and reads them again. Their tokens are sealed by the keys of ASP.NET data protection, which the host keeps: nobody else can
/// make one or look into it, and links outlive a restart as long as the keys do.
/// </summary>
public sealed class TriggerUrlFactory
{
    internal const string ResumePath = "/bookmarks/resume";
    internal const string EventPath = "/events/trigger";
    internal const string TokenParameter = "t";

    private readonly IDataProtector _protector;
    private readonly TriggerUrlOptions _options;
    private readonly TimeProvider _clock;

    internal TriggerUrlFactory(IDataProtectionProvider protection, IOptions<TriggerUrlOptions> options, TimeProvider clock) =>
        (_protector, _options, _clock) = (protection.CreateProtector("Transcribe.TriggerUrls"), options.Value, clock);

    /// <summary>The token that resumes a bookmark.</summary>
    /// <param name="workflowInstanceId">The instance that waits.</param>
    /// <param name="bookmarkId">The bookmark.</param>
    /// <param name="expiresAt">From when on it no longer works; default: <see cref="TriggerUrlOptions.Lifetime"/> from now.</param>
    public string CreateBookmarkToken(string workflowInstanceId, string bookmarkId, DateTimeOffset? expiresAt = null) =>
        Seal(new TriggerToken(workflowInstanceId, bookmarkId, null, ExpiryOf(expiresAt)));

    /// <summary>The link that resumes a bookmark, once.</summary>
    /// <inheritdoc cref="CreateBookmarkToken"/>
    public string CreateBookmarkUrl(string workflowInstanceId, string bookmarkId, DateTimeOffset? expiresAt = null) =>
        UrlOf(ResumePath, CreateBookmarkToken(workflowInstanceId, bookmarkId, expiresAt));

    /// <summary>The link that tells an instance of an event, as often as it is followed.</summary>
    /// <param name="workflowInstanceId">The instance.</param>
    /// <param name="eventName">The event.</param>
    /// <param name="expiresAt">From when on it no longer works; default: <see cref="TriggerUrlOptions.Lifetime"/> from now.</param>
    public string CreateEventUrl(string workflowInstanceId, string eventName, DateTimeOffset? expiresAt = null) =>
        UrlOf(EventPath, Seal(new TriggerToken(workflowInstanceId, null, eventName, ExpiryOf(expiresAt))));

    /// <summary>What a token says.</summary>
    /// <exception cref="TriggerUrlException">It was not made here, or has expired.</exception>
    internal TriggerToken Read(string? token)
    {
        var read = TryOpen(token) ?? throw new TriggerUrlException(StatusCodes.Status400BadRequest, "This link is not valid. Was it copied whole?");
        return read.ExpiresAt > _clock.GetUtcNow() ? read : throw new TriggerUrlException(StatusCodes.Status410Gone, $"This link worked until {read.ExpiresAt.UtcDateTime:u}.");
    }

    internal DateTimeOffset ExpiryAfter(TimeSpan lifetime) => _clock.GetUtcNow() + lifetime;

    private DateTimeOffset ExpiryOf(DateTimeOffset? expiresAt) => expiresAt ?? ExpiryAfter(_options.Lifetime);

    private string Seal(TriggerToken token) => _protector.Protect(JsonSerializer.Serialize(token));

    private TriggerToken? TryOpen(string? token)
    {
        try
        {
            return string.IsNullOrEmpty(token) ? null : JsonSerializer.Deserialize<TriggerToken>(_protector.Unprotect(token));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private string UrlOf(string path, string token) => $"{_options.BaseUrl?.ToString().TrimEnd('/')}{StudioApi.BasePath}{path}?{TokenParameter}={token}";
}
