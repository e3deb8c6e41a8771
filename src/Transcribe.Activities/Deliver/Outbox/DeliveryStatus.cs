using System.Text.Json.Serialization;

namespace Transcribe.Activities.Deliver;

/// <summary>How far a delivery is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeliveryStatus>))]
public enum DeliveryStatus
{
    /// <summary>It is being sent, or will be tried again.</summary>
    Waiting,

    /// <summary>The receiver has it.</summary>
    Delivered,

    /// <summary>It will never work as it is: somebody must change something first.</summary>
    Rejected,

    /// <summary>It was tried as often as its schedule says; nobody tries again unless it is replayed.</summary>
    Dead,
}
