using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Server.Http;

/// <summary>Marks the activities whose calls can be repeated, so that the designer offers the strategies.</summary>
internal sealed class ResilientRequests : IActivityDescriptorModifier
{
    /// <summary>What the strategies are for.</summary>
    public const string Category = "HTTP";

    public void Modify(ActivityDescriptor descriptor)
    {
        if (typeof(SendHttpRequestBase).IsAssignableFrom(descriptor.ClrType))
            descriptor.CustomProperties = new Dictionary<string, object>(descriptor.CustomProperties) { ["Resilient"] = true, ["ResilienceCategory"] = Category };
    }
}
