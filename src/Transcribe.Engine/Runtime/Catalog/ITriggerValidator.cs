using Transcribe.Engine.Definitions;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>Finds triggers that cannot stand beside each other, such as two endpoints with one path. Hosts register their own.</summary>
public interface ITriggerValidator
{
    /// <summary>What is wrong with the triggers of a version that is about to be published.</summary>
    /// <param name="triggers">Its triggers.</param>
    /// <param name="published">Those of all published definitions, the version's predecessor included.</param>
    IEnumerable<DefinitionProblem> Validate(IReadOnlyList<TriggerRow> triggers, TriggerSnapshot published);
}
