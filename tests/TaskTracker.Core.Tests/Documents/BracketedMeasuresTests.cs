using FsCheck;
using FsCheck.Fluent;
using TaskTracker.Core.Documents;

namespace TaskTracker.Core.Tests.Documents;

[TestFixture]
internal sealed class BracketedMeasuresTests
{
    private const string TwoSections = """
        一、校舍建设

        1. 修好南校。南校的屋顶在年底前翻新。（区教委牵头，区财政局、各街道负责落实）

        2. 新建北校（市规划国土委西城分局、区住房城乡建设委（区重大办）分别负责落实）。

        二、公园建设

        3. 种树一百棵。(主责单位: 区园林绿化局及相关部门)

        4. 每季度清点一次。（主要责任单位：区统计局；责任单位：区政府各部门。）
        """;

    [Test]
    public void A_bracket_closes_a_measure_and_says_who_leads_and_who_helps()
    {
        var list = Reading.ListOf(TwoSections);

        Assert.That(list.Layout, Is.EqualTo("bracketed-measures"));
        Assert.That(list.Items.Select(item => item.No), Is.EqualTo(new[] { "1", "2", "3", "4" }));
        Assert.That(list.Items[0].Text, Is.EqualTo("修好南校。南校的屋顶在年底前翻新。"));
        Assert.That(list.Items[0].Section, Is.EqualTo(new[] { "一、校舍建设" }));
        Assert.That(list.Items[0].Deadline.Date, Is.EqualTo(new DateOnly(2018, 12, 31)));
        Assert.That(Units(list), Is.EqualTo(new[]
        {
            "区教委|区财政局、各街道",
            "市规划国土委西城分局、区住房城乡建设委（区重大办）|",
            "区园林绿化局、相关部门|",
            "区统计局|区政府各部门",
        }));
        Assert.That(list.Items.SelectMany(item => item.Findings).Concat(list.Findings), Is.Empty);
    }

    [Test]
    public void A_paragraph_holds_as_many_measures_as_brackets_and_all_have_its_number()
    {
        var list = Reading.ListOf("""
            （一）做好两件事。修好南街的路面。（区城市管理委。）种下一百棵树，含PPP（一种合作）项目（区园林绿化局负责落实）。关好门窗。（区教委、区财政局。）

            （二）办好运动会（区体育局、区教委负责落实）。
            """);

        Assert.That(list.Items.Select(item => (item.No, item.Text)), Is.EqualTo(new[]
        {
            ("（一）", "做好两件事。修好南街的路面。"),
            ("（一）", "种下一百棵树，含PPP（一种合作）项目"),
            ("（一）", "关好门窗。"),
            ("（二）", "办好运动会"),
        }));
        Assert.That(list.Findings, Is.Empty);
    }

    [Test]
    public void A_measure_that_a_page_cuts_goes_on_behind_the_page_number()
    {
        var list = Reading.ListOf("""
            1. 修好南街的路面，

            — 12 —

            并换上新灯。（责任单位：区城市

            管理委、区财政局）

            2. 种树。（责任单位：区园林绿化局）
            """);

        Assert.That(list.Items[0].Text, Is.EqualTo("修好南街的路面，并换上新灯。"));
        Assert.That(Units(list)[0], Is.EqualTo("区城市管理委、区财政局|"));
        Assert.That(list.Items[0].LineEnd - list.Items[0].LineStart, Is.EqualTo(6));
    }

    [Test]
    public void A_bracket_on_a_line_of_its_own_closes_what_stands_above()
    {
        var list = Reading.ListOf("""
            （一）修好南街。

            换上新灯。

            （牵头单位：区城市管理委。责任单位：区财政局、各街道办事处。）

            （二）种树。

            （牵头单位：区园林绿化局。）
            """);

        Assert.That(list.Items.Select(item => item.Text), Is.EqualTo(new[] { "修好南街。换上新灯。", "种树。" }));
        Assert.That(Units(list), Is.EqualTo(new[] { "区城市管理委|区财政局、各街道办事处", "区园林绿化局|" }));
    }

    [Test]
    public void A_number_without_a_bracket_among_numbers_with_one_has_no_unit()
    {
        var list = Reading.ListOf("""
            一、建设

            1. 修好南街。（责任单位：区城市管理委）

            2. 种树。（责任单位：区园林绿化局）

            二、保障

            3. 各单位要重视此事。
            """);

        Assert.That(list.Items[2].Text, Is.EqualTo("各单位要重视此事。"));
        Assert.That(list.Items[2].Findings.Codes(), Is.EqualTo(new[] { FindingCodes.NoUnit }));
        Assert.That(list.Findings, Is.Empty);
    }

    [Test]
    public void Numbers_that_begin_anew_without_any_bracket_are_no_measures()
    {
        var list = Reading.ListOf("""
            一、建设

            （一）修好南街。（责任单位：区城市管理委）

            （二）种树。（责任单位：区园林绿化局）

            二、要求

            （一）各单位要重视此事。

            （二）各单位要常常检查。

            本计划未尽之处另行通知。
            """);

        Assert.That(list.Items, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_number_that_is_not_printed_is_said_of_the_list()
    {
        var list = Reading.ListOf("""
            1. 修好南街。（责任单位：区城市管理委）

            3. 种树。（责任单位：区园林绿化局）
            """);

        Assert.That(list.Findings.Codes(), Is.EqualTo(new[] { FindingCodes.NumberMissing }));
    }

    [Test]
    public void Numbered_parts_belong_to_the_measure_whose_bracket_stands_behind_the_last()
    {
        var list = Reading.ListOf("""
            （一）修路。

            1. 修好南街。

            2. 修好北街。（责任单位：区城市管理委）

            （二）种树。

            1. 种柳树。

            2. 种杨树。（责任单位：区园林绿化局）
            """);

        Assert.That(list.Items.Select(item => (item.No, item.Text)), Is.EqualTo(new[]
        {
            ("（一）", "修路。1.修好南街。2.修好北街。"),
            ("（二）", "种树。1.种柳树。2.种杨树。"),
        }));
    }

    [Test]
    public void Measures_below_a_numbered_paragraph_have_it_for_their_section()
    {
        var list = Reading.ListOf("""
            （一）修路是大事。路要好走。

            1. 修好南街。（责任单位：区城市管理委）

            2. 修好北街。（责任单位：区城市管理委）

            （二）种树。（责任单位：区园林绿化局）
            """);

        Assert.That(list.Items.Select(item => string.Join('/', item.Section)), Is.EqualTo(new[] { "（一）修路是大事", "（一）修路是大事", "" }));
    }

    [Test]
    public void Units_behind_a_heading_hold_for_the_text_below_it()
    {
        var list = Reading.ListOf("""
            （一）修好道路（责任单位：区城市管理委）

            南街先修，北街后修。

            （二）种好树木（责任单位：区园林绿化局）

            春天种柳树，秋天种杨树。
            """);

        Assert.That(list.Items.Select(item => (item.Task, item.Text)), Is.EqualTo(new[] { ("修好道路", "南街先修，北街后修。"), ("种好树木", "春天种柳树，秋天种杨树。") }));
    }

    [Test]
    public void A_heading_over_one_measure_without_a_number_is_its_number_and_task()
    {
        var list = Reading.ListOf("""
            （一）修好道路

            南街先修，北街后修。（责任单位：区城市管理委）

            （二）种好树木

            一是春天种柳树。（责任单位：区园林绿化局）

            二是秋天种杨树。（责任单位：区园林绿化局）
            """);

        Assert.That(list.Items.Select(item => (item.No, item.Task, item.Text)), Is.EqualTo(new (string?, string?, string)[]
        {
            ("（一）", "修好道路", "南街先修，北街后修。"),
            ("一是", null, "春天种柳树。"),
            ("二是", null, "秋天种杨树。"),
        }));
    }

    [Test]
    public void Neighbouring_brackets_belong_to_one_measure_and_may_print_its_deadline()
    {
        var list = Reading.ListOf("""
            1. 修好南街。（责任单位：区城市管理委；完成时限：6月底前）

            2. 种树。（牵头单位：区园林绿化局）（配合单位：区财政局）（完成时限：年底前）

            3. 植草。（区园林绿化局负责落实，9月底前）
            """);

        Assert.That(Units(list), Is.EqualTo(new[] { "区城市管理委|", "区园林绿化局|区财政局", "区园林绿化局|" }));
        Assert.That(list.Items.Select(item => item.Deadline.Date), Is.EqualTo(new DateOnly?[] { new(2018, 6, 30), new(2018, 12, 31), new(2018, 9, 30) }));
        Assert.That(list.Items.SelectMany(item => item.Findings), Is.Empty);
    }

    [Test]
    public void A_bracket_that_is_not_closed_is_read_and_said()
    {
        var list = Reading.ListOf("""
            1. 修好南街。（责任单位：区城市管理委（区环境办）、区财政局

            2. 种树。（责任单位：区园林绿化局）
            """);

        Assert.That(list.Items[0].LeadUnits[^1], Is.EqualTo("区财政局"));
        Assert.That(list.Items[0].Findings.Codes(), Does.Contain(FindingCodes.LabelMisplaced));
    }

    [Test]
    public void Text_behind_the_bracket_is_taken_along_with_a_finding()
    {
        var list = Reading.ListOf("""
            1. 修好南街（责任单位：区城市管理委）。路面要平，灯要亮。

            2. 种树。（责任单位：区园林绿化局）
            """);

        Assert.That(list.Items[0].Text, Is.EqualTo("修好南街路面要平，灯要亮。"));
        Assert.That(list.Items[0].Findings.Codes(), Is.EqualTo(new[] { FindingCodes.LabelMisplaced }));
    }

    [Test]
    public void Text_behind_the_last_of_several_brackets_has_lost_its_units()
    {
        var list = Reading.ListOf("""
            1. 修好南街。（区城市管理委。）种下一百棵树。（区园林绿化局。）路面要平，灯要亮。

            2. 种草。（区园林绿化局。）
            """);

        Assert.That(list.Items.Select(item => item.Text), Is.EqualTo(new[] { "修好南街。", "种下一百棵树。", "路面要平，灯要亮。", "种草。" }));
        Assert.That(list.Items[2].Findings.Codes(), Is.EqualTo(new[] { FindingCodes.NoUnit }));
    }

    [Test]
    public void A_bracket_that_closes_nothing_is_passed_over()
    {
        var list = Reading.ListOf("""
            （责任单位：区教委）。再说一句话。

            1. 修好南街。（责任单位：区城市管理委）

            2. 种树。（责任单位：区园林绿化局）
            """);

        Assert.That(list.Items.Select(item => item.Text), Is.EqualTo(new[] { "修好南街。", "种树。" }));
    }

    [TestCase("1. 优秀单位：区教委（区财政局）、区体育局。\n\n2. 良好单位：区教委（区民政局）。")]
    [TestCase("（一）市容科（区财政局）\n\n负责市容。\n\n（二）交通科（区民政局）\n\n负责交通。")]
    [TestCase("1. 领导小组办公室设在区重大办（区财政局）。\n\n2. 本办法由区教委（以下简称区教委）解释。")]
    [TestCase("1. 各街道（区教委负责的除外）要上报。\n\n2. 各学校（区教委、区财政局）要上报。")]
    [TestCase("1. 修好南街。（2018年底前）\n\n2. 种树。（PPP项目）")]
    [TestCase("1. 修好南街。（责任单位：区城市管理委）\n\n2. 种树。")]
    public void Names_in_brackets_alone_are_no_task_list(string body) =>
        Assert.That(Reading.Of(Reading.Head + body).Documents.SelectMany(document => document.Lists), Is.Empty);

    [TestCase("（")]
    [TestCase("）")]
    [TestCase("（责任单位：区教委）")]
    [TestCase("做事。（责任单位：区教委）")]
    [TestCase("做事。（责任单位：区教委")]
    [TestCase("1. 做好此事。（责任单位：区教委）\n")]
    [TestCase("1. 做好此事\n")]
    [TestCase("（一）做好此事。（区教委负责）\n1. 做。\n")]
    [TestCase("1. 做好此事。（责任单位：区教委）\n\n某某方案\n\n")]
    public void A_megabyte_of_brackets_is_read_in_seconds(string piece) => Megabyte.ReadInTime(() => Reading.Of(Reading.Head + Megabyte.Of(piece)));

    [Test]
    public void No_brackets_make_the_reader_throw()
    {
        var pieces = Gen.Elements(
            "（", "）", "(", ")", "区教委", "、", "，", "。", "；", "：", "责任单位：", "牵头", "负责落实", "完成时限：", "年底前", "做好此事", "一、甲", "（一）乙",
            "1. ", "（1）", "一是", "\n", "\n\n", "— 3 —", "\t", "某某方案", "附件", "抄送：", " ");
        var texts = Gen.ListOf(pieces).Select(list => Reading.Head + string.Concat(list)).ToArbitrary();

        Prop.ForAll(texts, text =>
        {
            var draft = Reading.Of(text);
            return draft.Documents.SelectMany(document => document.Lists).SelectMany(list => list.Items)
                .All(item => item.LineStart >= 1 && item.LineStart <= item.LineEnd && item.LineEnd <= draft.Source.Lines);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));
    }

    [TestCase("000", "000-08")]
    [TestCase("001", "001-15")]
    [TestCase("002", "002-12")]
    [TestCase("004", "004-01")]
    [TestCase("004", "004-14")]
    public void Every_hand_checked_record_is_right_and_nothing_is_added(string gazette, string listId)
    {
        var gold = SharedGazettes.Gold(gazette).Single(list => list.Id == listId);
        var items = SharedGazettes.Draft(gazette).Documents.SelectMany(document => document.Lists)
            .Where(list => list.LineStart <= gold.LineEnd && list.LineEnd >= gold.LineStart).SelectMany(list => list.Items).ToList();

        var wrong = gold.Items.Where(item => !items.Exists(found => item.Matches(found) && item.IsRight(found))).Select(item => item.Ordinal);

        Assert.That(wrong, Is.Empty);
        Assert.That(items, Has.Count.EqualTo(gold.Items.Count));
        Assert.That(items.Count(item => item.Findings.Count > 0), Is.LessThanOrEqualTo(3));
    }

    private static List<string> Units(DraftList list) =>
        [.. list.Items.Select(item => $"{string.Join('、', item.LeadUnits)}|{string.Join('、', item.PartnerUnits)}")];
}
