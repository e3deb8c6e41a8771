namespace Transcribe.Engine.Activities;

/// <summary>What becomes of a run that comes due while the run before it, of the same schedule, still goes on.</summary>
public enum OverlapPolicy
{
    /// <summary>It starts beside it.</summary>
    Allow,

    /// <summary>It is left out.</summary>
    Skip,

    /// <summary>It starts when the other one has ended; so does each that comes due meanwhile, one after the other.</summary>
    Queue,

    /// <summary>The other one is cancelled, and it starts.</summary>
    CancelOld,
}
