using System.Globalization;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Documents;

namespace TaskTracker.Core.Tests.Deadlines;

[TestFixture]
internal sealed class DoubtfulDeadlineTests
{
    private static readonly DeadlineContext ListOf2018 = new(2018, new DateOnly(2018, 3, 30));

    [TestCase("2月30日")]
    [TestCase("2018年2月29日前")]
    [TestCase("13月底前")]
    [TestCase("0月")]
    [TestCase("五季度")]
    [TestCase("4月31日")]
    [TestCase("2018年9月至2018年6月")]
    [TestCase("12.31前")]
    [TestCase("6")]
    [TestCase("三年")]
    [TestCase("半年末")]
    [TestCase("两季度")]
    [TestCase("区政府办")]
    [TestCase("视频会议")]
    [TestCase("四季青镇")]
    [TestCase("完成时限")]
    [TestCase("???")]
    public void What_cannot_be_read_gives_no_date_and_blocks(string printed)
    {
        var (deadline, doubts) = DeadlineReader.Read(printed, ListOf2018);

        Assert.That((deadline.Kind, deadline.Date, deadline.PrintedText), Is.EqualTo((DeadlineKind.None, (DateOnly?)null, printed)));
        Assert.That(doubts.Select(doubt => doubt.Code), Is.EqualTo([FindingCodes.DeadlineUnreadable]));
    }

    [TestCase("年底前")]
    [TestCase("6月底前")]
    public void A_date_without_any_year_is_unreadable(string printed)
    {
        var (deadline, doubts) = DeadlineReader.Read(printed, new DeadlineContext(null, null));

        Assert.That((deadline.Kind, deadline.Date), Is.EqualTo((DeadlineKind.None, (DateOnly?)null)));
        Assert.That(doubts.Select(doubt => doubt.Code), Is.EqualTo([FindingCodes.DeadlineUnreadable]));
    }

    [TestCase("1月20日前", "2018-01-20")]
    [TestCase("明年3月底前", "2019-03-31")]
    [TestCase("次年3月底前", "2019-03-31")]
    [TestCase("去年底", "2017-12-31")]
    [TestCase("18年底", "2018-12-31")]
    [TestCase("18年6月底前", "2018-06-30")]
    [TestCase("2016年底前", "2016-12-31")]
    [TestCase("2028年底前", "2028-12-31")]
    [TestCase("2045年底前", "2045-12-31")]
    [TestCase("2018年12底前", "2018-12-31")]
    [TestCase("2018年5月11前", "2018-05-11")]
    [TestCase("6月前", "2018-05-31")]
    [TestCase("2020年前", "2019-12-31")]
    [TestCase("年初", "2018-01-31")]
    [TestCase("年中", "2018-06-30")]
    [TestCase("7月初", "2018-07-10")]
    [TestCase("月底", "2018-03-31")]
    [TestCase("11月至3月", "2019-03-31")]
    [TestCase("春节前", "2019-02-04")]
    [TestCase("2018年暑期前", "2018-12-31")]
    [TestCase("2018年 月 日", "2018-12-31")]
    [TestCase("2018.6-12", "2018-06-30")]
    [TestCase("2018年10月底前完成甲；3月底前完成乙", "2018-10-31")]
    [TestCase("年底前（5月）第13年", "2018-12-31")]
    [TestCase("3月1日（不含）前", "2018-03-01")]
    public void A_date_with_two_plausible_readings_is_the_likelier_one_and_doubted(string printed, string date)
    {
        var (deadline, doubts) = DeadlineReader.Read(printed, ListOf2018);

        Assert.That(deadline.Date, Is.EqualTo(DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture)));
        Assert.That(doubts.Select(doubt => doubt.Code), Is.EqualTo([FindingCodes.DeadlineAmbiguous]));
        Assert.That(FindingCodes.IsBlocking(FindingCodes.DeadlineAmbiguous), Is.False);
    }

    [TestCase("节前")]
    [TestCase("汛期前")]
    [TestCase("立即")]
    [TestCase("5个工作日内")]
    public void A_time_that_names_no_day_is_conditional_and_doubted(string printed)
    {
        var (deadline, doubts) = DeadlineReader.Read(printed, ListOf2018);

        Assert.That((deadline.Kind, deadline.Date), Is.EqualTo((DeadlineKind.Conditional, (DateOnly?)null)));
        Assert.That(doubts.Select(doubt => doubt.Code), Is.EqualTo([FindingCodes.DeadlineAmbiguous]));
    }

    [TestCase("2月底前", "2017-03-15", Description = "Half a month after: the list of a year is signed in spring.")]
    [TestCase("2030年底前", "2017-03-15", Description = "Plans reach to the end of a five-year plan.")]
    public void A_usual_distance_from_the_signing_is_not_doubted(string printed, string signedOn)
    {
        var context = new DeadlineContext(2017, DateOnly.ParseExact(signedOn, "yyyy-MM-dd", CultureInfo.InvariantCulture));

        Assert.That(DeadlineReader.Read(printed, context).Doubts, Is.Empty);
    }

    [Test]
    public void A_month_before_the_signing_is_doubted_where_no_heading_gives_the_year()
    {
        var reading = DeadlineReader.Read("3月底前", new DeadlineContext(null, new DateOnly(2018, 4, 13)));

        Assert.That(reading.Deadline.Date, Is.EqualTo(new DateOnly(2018, 3, 31)));
        Assert.That(reading.Doubts.Select(doubt => doubt.Code), Is.EqualTo([FindingCodes.DeadlineAmbiguous]));
    }
}
