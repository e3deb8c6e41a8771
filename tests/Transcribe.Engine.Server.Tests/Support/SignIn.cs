using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Server.Identity;

namespace Transcribe.Engine.Server.Tests.Support;

/// <summary>The one way in which these tests sign in.</summary>
internal static class SignIn
{
    /// <summary>Adds identity in a database file, with keys of its own.</summary>
    public static void AddTestIdentity(this IServiceCollection services, TempFolder folder, Action<IdentityOptions>? configure = null)
    {
        services.AddIdentity(identity =>
        {
            identity.ConnectionString = $"Data Source={folder.File("engine.db")}";
            configure?.Invoke(identity);
        });
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
    }

    /// <summary>Lets a client call as the first administrator.</summary>
    public static Task SignInAsync(this HttpClient client, WebServer server) =>
        client.SignInAsync(Administrators.FirstName, server.Services.GetRequiredService<Administrators>().TakePassword()!);

    /// <summary>Lets a client call as somebody.</summary>
    public static async Task SignInAsync(this HttpClient client, string name, string password)
    {
        var answer = await client.LogInAsync(name, password);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)answer["accessToken"]!);
    }

    /// <summary>What the server answers to a name and a password.</summary>
    public static async Task<JsonNode> LogInAsync(this HttpClient client, string name, string password)
    {
        using var response = await client.PostAsJsonAsync(
            new Uri("/elsa/api/identity/login", UriKind.Relative), new { username = name, password }, TestContext.Current.CancellationToken);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
    }
}
