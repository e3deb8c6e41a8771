namespace Transcribe.Engine.Server.Identity;

/// <summary>What the audit log knows to have been done.</summary>
public static class AuditActions
{
    internal const string SignIn = "sign-in";
    internal const string SignOut = "sign-out";
    internal const string ReuseToken = "old refresh token";
    internal const string RefuseAccess = "access";
    internal const string CreateUser = "create user";
    internal const string ChangeUser = "change user";
    internal const string ChangePassword = "change password";
    internal const string ResetAdministrator = "reset administrator";
    internal const string DeleteUser = "delete user";
    internal const string CreateRole = "create role";
    internal const string ChangeRole = "change role";
    internal const string DeleteRole = "delete role";
    internal const string CreateApiKey = "create API key";
    internal const string DeleteApiKey = "delete API key";
    internal const string CreateSecret = "create secret";
    internal const string ChangeSecret = "change secret";
    internal const string RotateSecret = "rotate secret";
    internal const string RevokeSecret = "revoke secret";
    internal const string DeleteSecret = "delete secret";
    internal const string PauseRuntime = "pause server";
    internal const string ResumeRuntime = "resume server";
    internal const string PauseWorkflow = "pause failing workflow";

    /// <summary>A draft was saved.</summary>
    public const string SaveWorkflow = "save workflow";

    /// <summary>A workflow was imported.</summary>
    public const string ImportWorkflow = "import workflow";

    /// <summary>A version was put into use.</summary>
    public const string PublishWorkflow = "publish workflow";

    /// <summary>A version was taken out of use.</summary>
    public const string RetractWorkflow = "unpublish workflow";

    /// <summary>An older version became the draft.</summary>
    public const string RevertWorkflow = "revert workflow";

    /// <summary>A workflow was deleted.</summary>
    public const string DeleteWorkflow = "delete workflow";

    /// <summary>A version was deleted.</summary>
    public const string DeleteWorkflowVersion = "delete workflow version";

    /// <summary>A run was started.</summary>
    public const string StartRun = "start run";

    /// <summary>A draft can be called at a test address.</summary>
    public const string OpenTestUrl = "open test address";

    /// <summary>The clock was told to leave a schedule alone.</summary>
    public const string PauseSchedule = "pause schedule";

    /// <summary>A paused schedule goes on.</summary>
    public const string ResumeSchedule = "resume schedule";

    /// <summary>A workflow that was paused because it failed can be started again.</summary>
    public const string ResumeWorkflow = "resume workflow";

    /// <summary>A run was stopped.</summary>
    public const string CancelRun = "cancel run";

    /// <summary>Variables of a run were changed.</summary>
    public const string ChangeRun = "change run";

    /// <summary>A run that had faulted was tried again.</summary>
    public const string RetryRun = "retry run";

    /// <summary>A run that waited to be tried again was not.</summary>
    public const string GiveUpRun = "give up run";

    /// <summary>A run that had ended was started again from one of its steps.</summary>
    public const string ReplayRun = "replay run";

    /// <summary>What a step of a run gave became the sample of that step in the draft.</summary>
    public const string PinSample = "pin sample";

    /// <summary>The sample of a step was taken out of the draft.</summary>
    public const string UnpinSample = "unpin sample";

    /// <summary>A run was deleted.</summary>
    public const string DeleteRun = "delete run";

    /// <summary>An event was told to runs.</summary>
    public const string TriggerEvent = "trigger event";

    /// <summary>A task's result was reported.</summary>
    public const string CompleteTask = "complete task";
}

/// <summary>How what was done ended.</summary>
internal static class AuditOutcome
{
    public const string Done = "done";
    public const string Refused = "refused";
    public const string Failed = "failed";
}
