using Transcribe.Engine.Activities;

namespace Transcribe.Engine.Tests.Activities;

/// <summary>The nights of a clock change: in Berlin 29 March 2026 has no hour from two to three, 25 October 2026 has it twice.</summary>
public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("30 2 * * *", "2026-03-27T12:00:00Z", "2026-03-28T01:30Z 2026-03-29T01:00Z 2026-03-30T00:30Z")]
    [InlineData("0 3 * * *", "2026-03-28T12:00:00Z", "2026-03-29T01:00Z 2026-03-30T01:00Z")]
    [InlineData("*/30 * * * *", "2026-03-29T00:15:00Z", "2026-03-29T00:30Z 2026-03-29T01:00Z 2026-03-29T01:30Z")]
    [InlineData("30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-25T00:30Z 2026-10-26T01:30Z")]
    [InlineData("*/30 * * * *", "2026-10-25T00:15:00Z", "2026-10-25T00:30Z 2026-10-25T01:00Z 2026-10-25T01:30Z 2026-10-25T02:00Z")]
    [InlineData("0 30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-25T00:30Z 2026-10-26T01:30Z")]
    public void Next_AroundAClockChange_RunsEachOnceAndAtItsLocalTime(string expression, string after, string expected)
    {
        var schedule = CronSchedule.Of(expression, "Europe/Berlin");
        var moments = expected.Split(' ').Select(Moment).ToList();

        var runs = new List<DateTimeOffset>();
        for (var last = Moment(after); runs.Count < moments.Count; runs.Add(last))
            last = schedule.Next(last)!.Value;

        runs.Should().Equal(moments);
    }

    [Fact]
    public void Next_DateThatNeverComes_IsNone() => CronSchedule.Of("0 0 30 2 *", null).Next(Moment("2026-01-01T00:00:00Z")).Should().BeNull();

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
