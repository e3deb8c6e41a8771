using Transcribe.Client.Tests.Server;

namespace Transcribe.Client.Tests;

public sealed class ListTests : ClientTest
{
    private const string Route = "GET /api/v1/transcriptions";

    [Fact]
    public async Task List_FilterSurvivesPaging()
    {
        Server.On(Route, Page("c&1=", 1, 2), Page(null, 3));

        var rows = await ReadAsync(new ListOptions { PageSize = 2, ApiOnly = true });

        rows.Should().Equal("1", "2", "3");
        Server.Requests.Should().OnlyContain(x => x.Query["limit"] == "2" && x.Query["api_only"] == "true");
        Server.Requests[0].Query.Should().NotContainKey("cursor");
        Server.Requests[1].Query["cursor"].Should().Be("c&1=");
    }

    [Fact]
    public async Task List_StopsAtMaxItems_WithoutExtraRequest()
    {
        Server.On(Route, Page("c1", 1, 2), Page("c2", 3, 4));

        var rows = await ReadAsync(new ListOptions { PageSize = 2, MaxItems = 4 });

        rows.Should().Equal("1", "2", "3", "4");
        Server.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task List_MaxItemsWithinAPage_AsksForNoMore_AndCutsWhatComesAnyway()
    {
        Server.On(Route, Page("c1", 1, 2, 3));

        var rows = await ReadAsync(new ListOptions { MaxItems = 2 });

        rows.Should().Equal("1", "2");
        Server.Requests.Single().Query["limit"].Should().Be("2");
    }

    [Fact]
    public async Task List_NothingSaid_AsksForFiftyOfAll()
    {
        Server.On(Route, Page(null));

        (await ReadAsync(null)).Should().BeEmpty();

        Server.Requests.Single().Query.Should().Equal(new Dictionary<string, string> { ["limit"] = "50" });
    }

    [Fact]
    public async Task List_EmptyPageInBetween_GoesOn()
    {
        Server.On(Route, Page("c1"), Page(null, 1));

        (await ReadAsync(null)).Should().Equal("1");
    }

    [Fact]
    public async Task AsPages_GivenCursor_ContinuesThere()
    {
        Server.On(Route, Page("c6", 5), Page(null, 6));
        var pages = new List<TranscriptionPage>();

        await foreach (var page in CreateSut().ListAsync().AsPages("c5", Token))
            pages.Add(page);

        Server.Requests.Select(x => x.Query["cursor"]).Should().Equal("c5", "c6");
        pages.Select(x => x.NextCursor).Should().Equal("c6", null);
    }

    [Fact]
    public async Task List_CursorPointsAtItself_StopsWithAnError()
    {
        Server.On(Route, Page("c1", 1));

        var act = () => ReadAsync(null);

        (await act.Should().ThrowAsync<TranscribeException>()).WithMessage("*cursor points at itself*");
    }

    [Fact]
    public void List_WrongOptions_NamesEveryFault()
    {
        var act = () => CreateSut().ListAsync(new ListOptions { PageSize = 201, MaxItems = -1 });

        act.Should().Throw<ArgumentException>().WithMessage("The list is not valid: PageSize must be between 1 and 200. MaxItems must not be negative.*");
    }

    private static Reply Page(string? cursor, params int[] ids) =>
        Replies.Ok(new { data = ids.Select(x => new { id = x, status = "completed" }), next_cursor = cursor });

    private async Task<List<string>> ReadAsync(ListOptions? options)
    {
        var rows = new List<string>();
        await foreach (var row in CreateSut().ListAsync(options).WithCancellation(Token))
            rows.Add(row.Id.Value);

        return rows;
    }
}
