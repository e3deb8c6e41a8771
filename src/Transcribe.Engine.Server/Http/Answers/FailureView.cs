using Microsoft.AspNetCore.Http;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Server.Http;

/// <summary>
/// How much a caller hears of what failed. The text of an exception may name hosts, files and connections, so it is for whoever may see runs;
/// everybody hears what is wrong with the request, and what the workflow's author wrote into a Fault.
/// </summary>
internal static class FailureView
{
    private static readonly string RequestFault = typeof(BadHttpRequestException).FullName!;
    private static readonly string AuthorsFault = typeof(FaultException).FullName!;

    /// <summary>Whether a caller may hear everything; so may whoever tries a draft, by an address that an author gave away for an hour.</summary>
    public static bool IsWhole(HttpContext http, WorkflowState? run = null) =>
        http.User.May(Permission.ReadInstances) || run?.Properties.ContainsKey(RunProperties.Test) == true;

    /// <summary>Why nothing could be saved, in the words that this caller may hear.</summary>
    public static string Explain(HttpContext http, CommitFailedException exception) =>
        IsWhole(http) ? exception.Message : "The database does not take it at present, and why stands in the server's log. Try again in a moment.";

    /// <summary>The incident that says what is wrong with the request; null: none does.</summary>
    public static ActivityIncident? OfRequest(WorkflowState run) => run.Incidents.LastOrDefault(incident => incident.Exception?.Type == RequestFault);

    /// <summary>Why a run failed, in the words that this caller may hear.</summary>
    public static string Explain(HttpContext http, WorkflowState run)
    {
        if ((OfRequest(run) ?? (run.Incidents is [.., var last] ? last : null)) is not { } incident)
            return $"It ended as {run.SubStatus}.";

        return IsWhole(http, run) || incident.Exception?.Type == RequestFault || incident.Exception?.Type == AuthorsFault
            ? $"{incident.ActivityId}: {incident.Message}"
            : $"The reason stands in run {run.Id}, for those who may see runs. Give its id to whoever looks after this server.";
    }
}
