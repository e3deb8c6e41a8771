using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MimeKit;
using Transcribe.Activities.Approval;
using Transcribe.Activities.Engines;
using Transcribe.Activities.Tests.Support;
using Transcribe.Engine.Authoring;

namespace Transcribe.Activities.Tests.Approval;

/// <summary>A run that asks, people who are asked in Slack and by mail, and where they decide.</summary>
public abstract class ApprovalTest : IAsyncLifetime
{
    private protected const string SigningSecret = "8f742231b10e8888abcd99yyyzzz85a5";

    private protected FakeSlack Slack { get; } = new();

    private protected Workbench Bench { get; private set; } = null!;

    private protected ApprovalServer Server { get; private set; } = null!;

    private protected FakeApprovalNotifier Notifier => (FakeApprovalNotifier)Bench.Get<IApprovalNotifier>();

    public virtual async ValueTask InitializeAsync()
    {
        await Slack.StartAsync();
        Bench = await Workbench.CreateAsync(activities =>
        {
            activities.AddConnection("slack", "default", new Dictionary<string, string> { ["botToken"] = "xoxb-1", ["channel"] = "C1", ["apiUrl"] = Slack.ApiUrl, ["signingSecret"] = SigningSecret });
            activities.AddConnection("slack", "plain", new Dictionary<string, string> { ["botToken"] = "xoxb-2", ["channel"] = "C2", ["apiUrl"] = Slack.ApiUrl });
            activities.AddConnection("slack", "other", new Dictionary<string, string> { ["botToken"] = "xoxb-3", ["channel"] = "C3", ["apiUrl"] = Slack.ApiUrl, ["signingSecret"] = "other" });
            activities.AddConnection("smtp", "default", new Dictionary<string, string> { ["pickupFolder"] = Path.GetFullPath(MailFolder) });
            activities.ConfigureApprovals(approvals => approvals.PublicBaseUrl = new Uri("https://flows.example/"));
        });
        Server = await ApprovalServer.StartAsync(Bench);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Bench.DisposeAsync();
        await Slack.DisposeAsync();
        _mail.Dispose();
        GC.SuppressFinalize(this);
    }

    private readonly TempFolder _mail = new();

    private string MailFolder => _mail.File("mail");

    private protected static WaitForApproval CreateSut(string? slack = null, string? recipients = null) => new()
    {
        Title = new Input<string>("Minutes of <Monday>"),
        Text = new Input<string>("## Decided\n\n- We ship on *Friday* & rest.\n"),
        SlackConnection = new Input<string?>(slack),
        Recipients = new Input<string?>(recipients),
    };

    /// <summary>Runs it until it waits, and sends what it asks.</summary>
    private protected async Task<EngineRun> AskAsync(WaitForApproval activity, string id = "run-1")
    {
        var run = new EngineRun(Bench, activity, id);
        await run.StartAsync();
        await Bench.Outbox.RunOnceAsync(Workbench.Token);
        return run;
    }

    /// <summary>The row of the only approval there is, in whatever state.</summary>
    private protected async Task<ApprovalRecord> RowAsync()
    {
        await using var context = Bench.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<ApprovalsDbContext>>().CreateDbContext();
        return context.Approvals.Single();
    }

    /// <summary>Passes decisions on, as the service does by itself in a server; answers when it would come again.</summary>
    private protected async Task<TimeSpan> PassOnAsync()
    {
        var pause = await Bench.Services.GetServices<IHostedService>().OfType<ApprovalService>().Single().RunOnceAsync(Workbench.Token);
        await Bench.Outbox.RunOnceAsync(Workbench.Token);
        return pause;
    }

    private protected async Task<List<MimeMessage>> MailsAsync()
    {
        var mails = new List<MimeMessage>();
        foreach (var file in Directory.Exists(MailFolder) ? Directory.GetFiles(MailFolder, "*.eml") : [])
            mails.Add(await MimeMessage.LoadAsync(file, Workbench.Token));

        return mails;
    }

    private protected static string Texts(JsonElement message) => message.GetProperty("blocks").GetRawText();
}
