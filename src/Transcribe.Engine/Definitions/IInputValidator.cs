namespace Transcribe.Engine.Definitions;

/// <summary>Checks the fixed values of inputs before a definition is published. Registered as a service; every one is asked of every input.</summary>
public interface IInputValidator
{
    /// <summary>Whether a draft with such a mistake is refused too; default: only publishing is.</summary>
    bool ChecksDrafts => false;

    /// <summary>What is wrong with the value, in words; empty: nothing. An input that is left out has its default, or null.</summary>
    IEnumerable<string> Validate(InputDescriptor input, object? value);
}
