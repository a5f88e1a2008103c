using FsCheck;
using FsCheck.Fluent;
using TaskTracker.Core.Documents.Targets;

namespace TaskTracker.Core.Tests.Documents.Targets;

/// <summary>What must hold for the targets of any measure: every one of them is printed there.</summary>
public sealed class TargetProperties
{
    private static readonly Gen<string> Numbers = Gen.OneOf(
        Gen.Choose(0, 99_999).Select(number => $"{number}"),
        Gen.Zip(Gen.Choose(0, 99), Gen.Choose(0, 99)).Select(number => $"{number.Item1}.{number.Item2}"),
        Gen.Elements("1,200", "2018", "0.5万", "3至5", "8—10", "１２", "999999999999999999999999999999", "1.2.3", "三十"));

    private static readonly Gen<string> Words = Gen.Elements(
        "新建", "改造", "完成", "培训", "不少于", "不低于", "达到", "控制在", "低于", "超过", "下降", "提高", "增长", "至少", "力争", "为", "开展", "口袋公园", "停车位", "年均浓度",
        "覆盖率", "居民", "胡同", "商户", "的", "和", "、", "，", "；", "。", "（", "）", "“", "”", "《", "》", "2019年", "年底前", "第", "-", "/", "以上", "以下", "以内", "左右", "余", "每",
        "𠀀", "\ud800", "\0", "_{2.5}", "PM", "%", "个", "户", "万平方米", "微克/立方米", "场次", "吨/月·平方公里", "天", "人次", "％", "");

    private static readonly Gen<string> Measures = Gen.OneOf(
        Gen.ListOf(Gen.OneOf(Words, Words, Numbers)).Select(pieces => string.Concat(pieces)),
        Gen.Zip(Gen.Zip(Gen.Elements("新建口袋公园", "改造老旧胡同", "垃圾分类覆盖率不低于", "年均浓度控制在"), Numbers), Gen.Elements("个", "条", "%", "微克/立方米", "处以上"))
            .Select(parts => parts.Item1.Item1 + parts.Item1.Item2 + parts.Item2),
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""));

    [Test]
    public void Every_target_stands_in_the_measure_with_its_number_and_unit() => Prop.ForAll(
        Measures.ToArbitrary(),
        measure =>
        {
            foreach (var target in TargetReader.Read(measure, 2018))
            {
                Assert.That(measure, Does.Contain(target.Printed));
                Assert.That(target.Printed, Does.Contain(target.Unit));
                Assert.That(target.Unit, Is.Not.Empty);
                Assert.That(target.Name, Is.Not.Empty);
                Assert.That(target.Comparison, Is.AnyOf("<=", "<", ">=", ">", "="));
                Assert.That(target.Year, Is.AnyOf(2018, 2019));
                Assert.That(target.Printed.Any(char.IsDigit), target.Printed);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Test]
    public void A_plain_measure_gives_its_number_as_printed() => Prop.ForAll(
        Gen.Zip(Gen.Choose(1, 99_999), Gen.Elements(">=", "=")).ToArbitrary(),
        pair =>
        {
            var (number, sign) = pair;
            var measure = sign == ">=" ? $"全年培训胡同管家不少于{number}人次" : $"新建口袋公园{number}个";

            var target = TargetReader.Read(measure, 2018).Single();

            Assert.That((target.Value, target.Comparison, target.Year), Is.EqualTo(((decimal)number, sign, (int?)2018)));
        }).QuickCheckThrowOnFailure();
}
