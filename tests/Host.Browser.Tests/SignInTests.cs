using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>Signing in, and what a session and a role come to, in a real browser.</summary>
public sealed class SignInTests(Workplace workplace)
{
    private const string Viewer = "vera";
    private const string Password = "only-for-this-test";

    // The designer's toolbar names its buttons by icon only.
    private const string PublishButton = ".mud-tooltip-root button.mud-icon-button.mud-primary-text";

    [Fact]
    public async Task WrongPassword_Typed_IsSaidAndTheRightOneLeadsBackToWhereOneWanted()
    {
        await using var browser = await workplace.OpenApartAsync(isSignedIn: false);
        var page = browser.Page;

        await browser.GoAsync("studio/workflows/instances");
        await page.WaitForURLAsync("**/sign-in?return=*");
        await Expect(page.GetByLabel("Name")).ToBeFocusedAsync();
        await browser.ShowAsync("sign-in");
        await page.GetByLabel("Name").FillAsync("admin");
        await page.GetByLabel("Password").FillAsync("not the password");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The name or the password is not right.");
        await browser.ShowAsync("sign-in-wrong");

        await page.GetByLabel("Password").FillAsync(browser.Host.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/studio/workflows/instances*");

        browser.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task AccessToken_Expired_IsRenewedUnseen_AndAnEndedSessionLeadsToTheSignInAndBack()
    {
        await using var browser = await workplace.OpenApartAsync();
        var page = browser.Page;

        await browser.GoAsync("settings/account");
        await ChangeSessionAsync(page, "kept.goodUntil = 0; kept.accessToken = kept.accessToken.slice(0, -2)");
        await browser.GoAsync("studio/workflows/instances");
        await Expect(page.GetByText("All runs").Or(page.GetByText("Workflow Instances")).Or(page.Locator(".mud-table")).First).ToBeVisibleAsync();
        browser.Complaints.Should().BeEmpty("the token was renewed before the designer began");

        await ChangeSessionAsync(page, "kept.goodUntil = 0; kept.refreshToken = kept.refreshToken.slice(0, -2)");
        await browser.GoAsync("studio/workflows/definitions/transcribe-url/edit");
        await page.WaitForURLAsync("**/sign-in?return=*");
        await page.GetByLabel("Name").FillAsync("admin");
        await page.GetByLabel("Password").FillAsync(browser.Host.Password);
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForURLAsync("**/studio/workflows/definitions/transcribe-url/edit");
        await Expect(page.Locator(".x6-node").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Viewer_OfAWorkflow_SeesItAndIsRefusedToPublishIt()
    {
        await using var browser = await workplace.OpenApartAsync(isSignedIn: false);
        await browser.Host.SendAsync(HttpMethod.Post, "elsa/api/identity/users", new { name = Viewer, password = Password, roles = new[] { "viewer" } });
        var page = browser.Page;

        await browser.SignInAsync(Viewer, Password);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeVisibleAsync();
        (await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link).AllInnerTextsAsync())
            .Should().Equal("Overview", "Workflows", "Runs", "Schedules", "Transcriptions", "Settings");
        await browser.GoAsync("studio/?search=Transcribe");
        await Expect(page.GetByText("transcribe-url")).ToBeVisibleAsync();
        await browser.ShowAsync("viewer-definitions");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Create workflow" })).ToBeDisabledAsync();
        await browser.FollowAsync("studio/workflows/definitions/transcribe-url/edit");
        await Expect(page.Locator(".x6-node").First).ToBeVisibleAsync();
        await Expect(page.Locator(PublishButton)).ToHaveCountAsync(0);
        browser.Complaints.Should().BeEmpty();

        var status = await page.EvaluateAsync<int>(
            "async () => (await fetch('/elsa/api/workflow-definitions/transcribe-url/publish', { method: 'POST' })).status");
        status.Should().Be(403, "what the designer hides the API refuses");
    }

    [Fact]
    public async Task SignOut_InOneTab_SignsOutOfAllAndEndsTheSession()
    {
        await using var browser = await workplace.OpenApartAsync();
        await browser.GoAsync(string.Empty);
        var other = await browser.Page.Context.NewPageAsync();
        await other.GotoAsync(new Uri(browser.Host.Address, "settings").ToString());
        await Expect(other.GetByRole(AriaRole.Heading, new() { Name = "Users" })).ToBeVisibleAsync();
        var token = await other.EvaluateAsync<string>("JSON.parse(localStorage['transcribe.session']).accessToken");

        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await browser.Page.WaitForURLAsync("**/sign-in");
        await other.WaitForURLAsync("**/sign-in?return=*");
        using var client = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
        using var refused = await client.GetAsync(new Uri(browser.Host.Address, "elsa/api/identity/me"), TestContext.Current.CancellationToken);
        ((int)refused.StatusCode).Should().Be(401);
    }

    private static async Task ChangeSessionAsync(IPage page, string change) => await page.EvaluateAsync(
        $"() => {{ const kept = JSON.parse(localStorage['transcribe.session']); {change}; localStorage['transcribe.session'] = JSON.stringify(kept); }}");
}
