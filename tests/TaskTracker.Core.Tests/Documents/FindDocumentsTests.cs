using TaskTracker.Core.Documents;

namespace TaskTracker.Core.Tests.Documents;

[TestFixture]
internal sealed class FindDocumentsTests
{
    private const string Gazette = """
        北京市西城区人民政府公报

        目 录

        【区政府文件】

        北京市西城区人民政府关于甲事的通知西政发〔2018〕1号	1
        北京市西城区人民政府办公室
        关于印发乙方案的通知 西政办发〔2018〕2号 ..... 12
        北京市西城区人民政府关于丙事的公告 ..... ( 30 )

        # 北京市西城区人民政府 关于甲事的通知

        西政发〔2018〕1 号

        各单位：

        请照办。

        北京市西城区人民政府

        2018 年 1 月 16 日

        附件：说明

        **北京市西城区人民政府办公室**
        **关于印发乙方案的通知**

        西政办发 [2018] 2号

        各单位：

        现印发给你们。

        北京市西城区人民政府办公室

        二〇一八年三月二十七日

        （此件主动公开）

        附件正文一段。

        北京市西城区人民政府办公室 2018年3月28日印发

        附件之二又一段。

        # 北京市西城区人民政府

        ## 关于丙事的公告

        为做好丙事，特此公告。
        """;

    [Test]
    public void The_contents_page_holds_no_document_and_each_document_is_found_once()
    {
        var documents = Reading.Of(Gazette).Documents;

        Assert.That(documents.Select(document => document.Number), Is.EqualTo(new[] { "西政发〔2018〕1号", "西政办发〔2018〕2号", null }));
        Assert.That(documents.Select(document => document.Title), Is.EqualTo(new[]
        {
            "北京市西城区人民政府关于甲事的通知", "北京市西城区人民政府办公室关于印发乙方案的通知", "北京市西城区人民政府关于丙事的公告",
        }));
    }

    [Test]
    public void Issuer_and_day_come_from_title_and_signature_in_any_writing()
    {
        var documents = Reading.Of(Gazette).Documents;

        Assert.That(documents[0].Issuer, Is.EqualTo("北京市西城区人民政府"));
        Assert.That(documents[0].SignedOn, Is.EqualTo(new DateOnly(2018, 1, 16)));
        Assert.That(documents[1].Issuer, Is.EqualTo("北京市西城区人民政府办公室"));
        Assert.That(documents[1].SignedOn, Is.EqualTo(new DateOnly(2018, 3, 27)));
        Assert.That(documents[2].SignedOn, Is.Null);
    }

    [Test]
    public void A_printing_remark_ends_no_document_but_the_next_title_does()
    {
        var documents = Reading.Of(Gazette).Documents;
        var lines = Gazette.Split('\n');

        Assert.That(lines[documents[1].LineStart - 1], Does.StartWith("**北京市西城区人民政府办公室**"));
        Assert.That(lines[documents[1].LineEnd - 1], Is.EqualTo("附件之二又一段。"));
    }

    [TestCase("（此件主动公开）", "public")]
    [TestCase("（此件依申请公开）", "on_request")]
    [TestCase("（此件不予公开）", "not_public")]
    [TestCase("（联系电话：123）", null)]
    public void Publicity_is_read_where_it_is_printed(string remark, string? publicity) =>
        Assert.That(Reading.Of(Reading.Head + remark).Documents[0].Publicity, Is.EqualTo(publicity));

    [Test]
    public void Under_a_red_head_the_title_follows_the_number()
    {
        var document = Reading.Of("""
            北京市西城区人民政府文件

            西政发〔2017〕7 号

            北京市西城区人民政府关于印发
            丁方案的通知

            各单位：

            现印发给你们。

            北京市西城区人民政府办公室
            2017 年 3 月 30 日
            """).Documents[0];

        Assert.That(document.Title, Is.EqualTo("北京市西城区人民政府关于印发丁方案的通知"));
        Assert.That(document.Issuer, Is.EqualTo("北京市西城区人民政府"), "the red head names the issuer, whoever signs the letter");
        Assert.That(document.LineStart, Is.EqualTo(1));
    }

    [Test]
    public void Several_bodies_sign_together_even_if_a_name_is_broken()
    {
        var document = Reading.Of("""
            关于印发戊细则的通知

            西卫〔2018〕36号

            北京市西城区
            卫生和计划生育委员会

            北京市西城区民政局

            2018年6月19日
            """).Documents[0];

        Assert.That(document.Issuer, Is.EqualTo("北京市西城区卫生和计划生育委员会、北京市西城区民政局"));
    }

    [Test]
    public void A_number_quoted_in_the_text_begins_no_document()
    {
        var documents = Reading.Of(Reading.Head + "根据有关规定\n（京政发〔2016〕63号）办理。\n见西政发〔2017〕1号文。").Documents;

        Assert.That(documents, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_text_without_any_head_is_one_document_and_says_so()
    {
        var draft = Reading.Of("某项工作安排\n\n没有任务，只有一段话。");

        Assert.That(draft.Documents.Single().Title, Is.EqualTo("某项工作安排"));
        Assert.That(draft.Documents[0].Findings.Codes(), Is.EqualTo(new[] { FindingCodes.NoDocumentHead }));
        Assert.That(draft.Findings.Codes(), Is.EqualTo(new[] { FindingCodes.NoTaskList }));
    }
}
