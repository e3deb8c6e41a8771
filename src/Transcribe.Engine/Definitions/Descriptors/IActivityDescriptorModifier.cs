namespace Transcribe.Engine.Definitions;

/// <summary>Changes what designers are told of activity types, such as their texts or whether they are offered. Hosts register their own.</summary>
public interface IActivityDescriptorModifier
{
    /// <summary>Changes a descriptor before anybody sees it.</summary>
    void Modify(ActivityDescriptor descriptor);
}
