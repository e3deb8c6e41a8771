using Transcribe.Activities.Connections;
using Transcribe.Activities.Deliver.Storage;
using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Transcription;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Activities.Tests.Connections;

public sealed class ConnectionInputValidatorTests : IAsyncLifetime
{
    private Workbench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Workbench.CreateAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public void Validate_ConnectionThatIsThere_FindsNothing() => Problems(new SaveToStorage { Connection = new Input<string>("default") }).Should().BeEmpty();

    [Fact]
    public void Validate_MissingConnection_NamesActivityInputAndThoseThereAre() => Problems(new SaveToStorage { Name = "Save", Connection = new Input<string>("nas") })
        .Should().Equal("Save.Connection: There is no storage connection named 'nas'. This server has: default.");

    [Fact]
    public void Validate_EmptyChoice_MeansDefault() => Problems(new SaveToStorage { Connection = new Input<string>(" ") }).Should().BeEmpty();

    [Fact]
    public void Validate_EmptyChoiceWithAMeaning_IsRight() => Problems(new Summarize()).Should().BeEmpty();

    [Fact]
    public void Validate_Expression_IsLeftToTheRun() => Problems(new SaveToStorage { Connection = new Input<string>(new Expression("JavaScript", "'nas'")) }).Should().BeEmpty();

    [Fact]
    public async Task Validate_SavedSince_FindsNothing()
    {
        await _bench.Get<ConnectionManager>().SaveAsync(
            "storage", "nas", new Dictionary<string, string?> { ["kind"] = "Folder", ["path"] = _bench.File("nas") }, Workbench.Token);

        Problems(new SaveToStorage { Connection = new Input<string>("nas") }).Should().BeEmpty();
    }

    private IEnumerable<string> Problems(IActivity activity)
    {
        var materializer = _bench.Get<WorkflowMaterializer>();
        return materializer.Validate(materializer.Materialize(activity)).Select(problem => problem.ToString());
    }
}
