namespace Transcribe.Activities.Deliver;

/// <summary>The one way out: every HTTP request of a delivery is made by this client, which the host arms with its guard.</summary>
public static class DeliveryHttp
{
    /// <summary>The name of the client at <see cref="IHttpClientFactory"/>.</summary>
    public const string ClientName = "Transcribe.Deliver";
}
