using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Http;
using Transcribe.Engine.Server.TriggerUrls;
using Transcribe.Workflows.Host.Workflows;

namespace Transcribe.Workflows.Host.Composition;

/// <summary>The embedded engine with its database, the ready workflows, and workflows that answer requests.</summary>
internal static class EngineComposition
{
    public static void AddEngine(this WebApplicationBuilder builder, HostSettings settings)
    {
        builder.Services.AddWorkflowEngine(engine =>
        {
            builder.Configuration.GetSection("Engine").Bind(engine);
            engine.ConnectionString = settings.ConnectionString;
            engine.Errors.AcceptsUnknown = settings.AcceptsUnknownConnections;
            engine.WorkflowsFolder = Directory.Exists(settings.WorkflowsFolder) ? settings.WorkflowsFolder : null;
        });
        builder.Services.AddHostedService<RefusedWorkflows>();
        builder.Services.AddHttpWorkflows(
            configureOutgoing: outgoing => builder.Configuration.GetSection("Outgoing").Bind(outgoing));
        builder.Services.AddTriggerUrls(urls =>
        {
            urls.BaseUrl = settings.PublicUrl ?? settings.LoopbackUrl;
            builder.Configuration.GetSection("TriggerUrls").Bind(urls);
        });
    }
}
