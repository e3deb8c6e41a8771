using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Transcribe.Activities.Approval.Asking;

/// <summary>
/// Makes links to decide by, and reads them again. What a link says is sealed by the keys of ASP.NET data protection, which the host keeps: nobody else
/// can make one, and links outlive a restart.
/// </summary>
internal sealed class ApprovalLinks(IDataProtectionProvider protection, IOptions<ApprovalOptions> options, IServiceProvider services)
{
    public const string TokenParameter = "t";

    private static readonly string[] Everywhere = ["://[::]", "://0.0.0.0", "://*", "://+"];

    private readonly IDataProtector _protector = protection.CreateProtector("Transcribe.Activities.Approvals.v1");

    /// <summary>The whole link; null: this server does not know its own address.</summary>
    /// <param name="approval">What is to be decided.</param>
    /// <param name="reader">Who is given the link; null: anybody.</param>
    public string? LinkTo(ApprovalRecord approval, string? reader) => BaseAddress() is { } address ? address.TrimEnd('/') + PathOf(approval, reader) : null;

    /// <summary>The link without the server's address.</summary>
    public string PathOf(ApprovalRecord approval, string? reader) =>
        $"{ApprovalOptions.Path}?{TokenParameter}={_protector.Protect(JsonSerializer.Serialize(new ApprovalTicket(approval.Id, reader, approval.ExpiresAt)))}";

    /// <summary>What a link says; null: it was not made here.</summary>
    public ApprovalTicket? Read(string? token)
    {
        try
        {
            return string.IsNullOrEmpty(token) ? null : JsonSerializer.Deserialize<ApprovalTicket>(_protector.Unprotect(token));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private string? BaseAddress()
    {
        if (options.Value.PublicBaseUrl is { } address)
            return address.AbsoluteUri;

        var own = services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        return own is null ? null : Everywhere.Aggregate(own, (text, anywhere) => text.Replace(anywhere, "://127.0.0.1", StringComparison.Ordinal));
    }
}

/// <summary>What a link says.</summary>
/// <param name="Id">The approval.</param>
/// <param name="Reader">Who was given the link; null: anybody.</param>
/// <param name="Until">Until when it works.</param>
internal sealed record ApprovalTicket(string Id, string? Reader, DateTimeOffset Until);
