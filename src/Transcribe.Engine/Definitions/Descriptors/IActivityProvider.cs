namespace Transcribe.Engine.Definitions;

/// <summary>
/// Adds activity types that are known only at run time. A descriptor names its type, makes its activities (their
/// <see cref="Authoring.IActivity.Type"/> set to its type name), and describes inputs and outputs; see
/// <see cref="InputDescriptor.Synthetic"/> and <see cref="OutputDescriptor.Synthetic"/>.
/// </summary>
public interface IActivityProvider
{
    /// <summary>The activity types; asked once, before definitions are published.</summary>
    ValueTask<IEnumerable<ActivityDescriptor>> GetDescriptorsAsync(CancellationToken cancellationToken = default);
}
