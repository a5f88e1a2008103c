using TaskTracker.Core.Documents;

namespace TaskTracker.Core.Tests.Documents;

internal sealed class RepealTests
{
    [TestCase("《东区绿化管理办法》（东政发〔2015〕7号）同时废止。", "东政发〔2015〕7号 东区绿化管理办法")]
    [TestCase("本办法自印发之日起施行，原《东区绿化管理办法（试行）》(东园发[2015] 7 号)文件同时废止，由区甲局负责解释。", "东园发〔2015〕7号 东区绿化管理办法（试行）")]
    [TestCase("《东区绿化管理办法》同时废止。", "- 东区绿化管理办法")]
    [TestCase("《东区绿化管理办法》（东政发〔2015〕7）予以废止。", "东政发〔2015〕7号 东区绿化管理办法")]
    [TestCase("《东区绿化管理办法》（试行）同时废止。", "- 东区绿化管理办法")]
    [TestCase("东政发〔2015〕7号文件予以废止。", "东政发〔2015〕7号 -")]
    [TestCase("本方案印发后，原东政办发〔2015〕7号、东政办发〔2016〕8号同时停止执行。", "东政办发〔2015〕7号 -", "东政办发〔2016〕8号 -")]
    [TestCase("《东区人民政府关于印发〈绿化办法〉的通知》（东政发〔2015〕7号）、《东区园林局关于转发《养护细则》的通知》（东园发〔2016〕1号）和《修剪规定》自本办法施行之日起废止。",
        "东政发〔2015〕7号 东区人民政府关于印发〈绿化办法〉的通知", "东园发〔2016〕1号 东区园林局关于转发《养护细则》的通知", "- 修剪规定")]
    [TestCase("原《东区绿化管理办法》（东政发〔2015〕7号）、原《养护细则》（东政发〔2016〕9号）等2个文件一并废止。", "东政发〔2015〕7号 东区绿化管理办法", "东政发〔2016〕9号 养护细则")]
    [TestCase("本办法自发布之日起施行，同时废止《东区绿化管理办法》（东政发〔2015〕7号）。", "东政发〔2015〕7号 东区绿化管理办法")]
    [TestCase("经研究，决定废止《东区绿化管理办法》（东政发〔2015〕7号）和《养护细则》。", "东政发〔2015〕7号 东区绿化管理办法", "- 养护细则")]
    public void A_document_named_in_words_of_repeal_is_repealed(string sentence, params string[] expected)
    {
        Assert.That(Read(sentence).Select(Said), Is.EqualTo(expected));
    }

    [TestCase("各单位要及时清理、废止与《公平竞争条例》（东政发〔2015〕7号）不一致的规定。")]
    [TestCase("《东区绿化管理办法》（东政发〔2015〕7号）第三条停止执行。")]
    [TestCase("《东区绿化管理办法》（东政发〔2015〕7号）未废止的，继续执行。")]
    [TestCase("《东区绿化管理办法》（东政发〔2015〕7号）废止的情形由区甲局规定。")]
    [TestCase("年内修订《绿化办法》，废止《养护细则》（东政发〔2015〕7号）。")]
    [TestCase("原印章同时废止。")]
    [TestCase("原政策执行期满后停止执行。")]
    [TestCase("1\t《东区绿化管理办法》（东政发〔2015〕7号）同时废止。\t区甲局")]
    [TestCase("东政发〔2018〕6号同时废止。")]
    public void A_part_a_duty_a_wish_and_the_document_itself_are_not(string sentence)
    {
        Assert.That(Read(sentence), Is.Empty);
    }

    [Test]
    public void Names_and_words_broken_by_lines_are_found_with_their_lines()
    {
        var repealed = Read("第九条 本办法自印发之日起施行，《东区绿化\n\n管理办法》（东政发〔2015〕\n\n7 号）同时废\n\n止。").Single();

        Assert.That(Said(repealed), Is.EqualTo("东政发〔2015〕7号 东区绿化管理办法"));
        Assert.That((repealed.LineStart, repealed.LineEnd), Is.EqualTo((7, 11)));
    }

    [Test]
    public void A_draft_that_is_written_as_JSON_and_read_again_keeps_its_repeals()
    {
        var draft = Draft("《东区绿化管理办法》（东政发〔2015〕7号）同时废止。");

        Assert.That(DraftJson.Read(DraftJson.Write(draft)).Documents[0].Repeals, Is.EqualTo(draft.Documents[0].Repeals).And.Count.EqualTo(1));
    }

    private static IReadOnlyList<RepealedDocument> Read(string body) => Draft(body).Documents[0].Repeals;

    private static Draft Draft(string body) => new GazetteReader([]).Read(
        "a.txt", SourceText.FromString($"东区绿化管理办法\n\n东政发〔2018〕6号\n\n各有关单位：\n\n{body}\n\n东区人民政府\n\n2018年7月5日\n"));

    private static string Said(RepealedDocument repealed) => $"{repealed.Number ?? "-"} {repealed.Title ?? "-"}";
}
