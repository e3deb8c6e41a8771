namespace Transcribe.Activities.Connections;

/// <summary>The names of the connection types in configuration, addresses and the database: they never change.</summary>
public static class ConnectionTypes
{
    /// <summary>An account at transcribe.so.</summary>
    public const string Transcribe = "transcribe";

    /// <summary>A Slack workspace or channel.</summary>
    public const string Slack = "slack";

    /// <summary>A mail server.</summary>
    public const string Smtp = "smtp";

    /// <summary>A place for files.</summary>
    public const string Storage = "storage";

    /// <summary>A receiver of signed webhooks.</summary>
    public const string Webhook = "webhook";

    /// <summary>An HTTP API.</summary>
    public const string Http = "http";
}
