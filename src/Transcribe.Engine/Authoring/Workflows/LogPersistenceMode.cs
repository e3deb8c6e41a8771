namespace Transcribe.Engine.Authoring;

/// <summary>Whether inputs and outputs of executions are kept for people. The state of the run does not depend on it.</summary>
public enum LogPersistenceMode
{
    /// <summary>As the next level says: of an input or output its activity, then its workflow, then the host.</summary>
    Inherit,

    /// <summary>They are kept, except inputs that can contain secrets.</summary>
    Include,

    /// <summary>They are not.</summary>
    Exclude,
}
