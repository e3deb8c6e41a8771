using Transcribe.Engine.Expressions;

namespace Transcribe.Engine.Tests.Expressions;

public sealed class ScriptNamesTests
{
    [Theory]
    [InlineData("variables.A + variables?.B", "A,B")]
    [InlineData("variables . A; variables\n  .B; variables ?. C", "A,B,C")]
    [InlineData("variables.A = variables.A + 1", "A")]
    [InlineData("variables['A']; Object.keys(variables); myvariables.B; variablesX.C", "")]
    [InlineData("variables.$a1_ö.length; variables.1", "$a1_ö")]
    [InlineData("'variables.A' // variables.B", "A,B")]
    [InlineData("variables", "")]
    [InlineData("variables.", "")]
    public void Variables_AreThoseThatTheTextNames(string script, string names) =>
        ScriptNames.Of(script).Variables.Should().Equal(names.Split(',', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void All_HasEveryName() => ScriptNames.Of("getInput('x') + $y?.z1 - 12px").All.Should().BeEquivalentTo("getInput", "x", "$y", "z1", "px");
}
