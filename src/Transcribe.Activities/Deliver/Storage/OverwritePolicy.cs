namespace Transcribe.Activities.Deliver.Storage;

/// <summary>What happens when something is already at the path.</summary>
public enum OverwritePolicy
{
    /// <summary>Nothing is stored and the delivery is rejected.</summary>
    Fail,

    /// <summary>The new file takes the place of the old one.</summary>
    Replace,

    /// <summary>The new file gets a number: <c>summary-2.md</c>.</summary>
    Number,
}
