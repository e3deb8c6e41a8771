using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Expressions;

/// <summary>A function that a module adds to the scripts of workflows.</summary>
/// <param name="Name">Its name; a script that names it may call it.</param>
/// <param name="Declaration">Its declaration in TypeScript, for the editor.</param>
/// <param name="Create">Makes it for one evaluation. Arguments that a script leaves out are null.</param>
public sealed record JavaScriptFunction(string Name, string Declaration, Func<ExpressionExecutionContext, Delegate> Create);
