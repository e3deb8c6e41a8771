using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Server.Http;
using Transcribe.Shared.Sqlite;

namespace Transcribe.Engine.Server.Identity;

/// <summary>Registers who may do what.</summary>
public static class IdentityServices
{
    private const string Scheme = "Transcribe";

    /// <summary>
    /// Adds users, roles, API keys, sign-in, permissions, secrets and the audit log. The host keeps the keys of ASP.NET data protection. Whatever is
    /// mapped without saying who may call it is closed to everybody who has not signed in.
    /// </summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services, Action<IdentityOptions> configure)
    {
        services.AddIdentityStore(configure);
        services.AddHostedService<IdentityStart>();
        services.AddHostedService<AuditRetention>();
        services.AddHostedService<PauseAudit>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<SignInService>();
        services.AddSingleton<UserDirectory>();
        services.AddSingleton<SecretVault>();
        services.AddSingleton<SecretSearch>();
        services.AddSingleton<IEndpointSecrets, VaultSecrets>();
        services.AddSingleton<IExpressionDescriptorProvider, SecretExpressions>();
        services.AddSingleton(provider => new LinkSigner(provider.GetRequiredService<ServerSecret>()));

        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, BearerOptions>();
        services.AddAuthentication(Scheme)
            .AddPolicyScheme(Scheme, null, scheme => scheme.ForwardDefaultSelector = http =>
                ApiKeyHandler.IsFor(http.Request.Headers[HeaderNames.Authorization].FirstOrDefault()) ? ApiKeyHandler.SchemeName : JwtBearerDefaults.AuthenticationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null)
            .AddJwtBearer();
        services.AddSingleton<IAuthorizationPolicyProvider, PermissionPolicies>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefusedAccess>();
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return services;
    }

    /// <summary>Adds what <see cref="Administrators"/> and <see cref="OperatorKeys"/> need, and no server.</summary>
    public static IServiceCollection AddIdentityStore(this IServiceCollection services, Action<IdentityOptions> configure)
    {
        services.AddOptions<IdentityOptions>()
            .Configure(configure)
            .Validate(x => x.ConnectionString.Length > 0, "ConnectionString is needed.")
            .Validate(x => x.AccessTokenLifetime > TimeSpan.Zero, "AccessTokenLifetime must be more than 0.")
            .Validate(x => x.SessionLifetime >= x.AccessTokenLifetime, "SessionLifetime must not be shorter than AccessTokenLifetime.")
            .Validate(x => x.MinPasswordLength is >= 8 and <= 64, "MinPasswordLength must be between 8 and 64.")
            .Validate(x => x.MaxFailedSignIns > 0, "MaxFailedSignIns must be more than 0.")
            .Validate(x => x.LockOut > TimeSpan.Zero && x.MaxLockOut >= x.LockOut, "LockOut must be more than 0, and MaxLockOut not less.")
            .Validate(x => x.SignInsPerMinute > 0, "SignInsPerMinute must be more than 0.")
            .Validate(x => x.AuditRetention >= TimeSpan.FromDays(1), "AuditRetention must be at least a day.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddDataProtection();
        services.AddDbContextFactory<IdentityDbContext>((provider, options) =>
            options.UseTables(provider.GetRequiredService<IOptions<IdentityOptions>>().Value.ConnectionString, IdentityDbContext.MigrationsTable));
        services.AddSingleton<ServerSecret>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<RoleDirectory>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<ApiKeyStore>();
        services.AddSingleton(provider => new OperatorKeys(provider.GetRequiredService<ApiKeyStore>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new Administrators(
            provider.GetRequiredService<Microsoft.EntityFrameworkCore.IDbContextFactory<IdentityDbContext>>(),
            provider.GetRequiredService<Passwords>(), provider.GetRequiredService<AuditLog>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
