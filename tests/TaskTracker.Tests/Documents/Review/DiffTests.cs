using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Documents.Review;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class DiffTests(DatabaseProvider provider) : ReviewTests(provider)
{
    [Test]
    public async Task Another_print_of_a_document_says_what_is_tracked_changed_new_and_gone()
    {
        using var office = await SupervisorAsync();
        var number = NewNumber();
        var first = await office.UploadAsync("a.txt", SampleText.Labelled("东区重点工作实施方案", number,
        [
            ("1", "完善制度。", "区甲局", "", "2018年12月底前"), ("2", "健全机制。", "区乙局", "", "2018年12月底前"), ("3", "加强宣传。", "区丙局", "", "2018年12月底前"),
        ]));
        await ConfirmAsync(office, (long)first["id"]!);
        var second = await office.UploadAsync("b.txt", SampleText.Labelled("东区重点工作实施方案", number,
        [
            ("1", "完善制度。", "区甲局", "", "2018年12月底前"), ("2", "健全机制。", "区丙局", "", "2018年11月底前"), ("4", "开展培训。", "区丙局", "", "2018年12月底前"),
        ]));

        var diff = (await office.GetJsonAsync($"documents/{second["id"]}/diff"))["items"]!.AsArray();
        var changed = (await office.GetJsonAsync($"documents/{second["id"]}/diff?change=changed"))["items"]!.AsArray();

        Assert.That(
            diff.Select(entry => $"{entry!["number"]} {entry["change"]}"), Is.EqualTo(new[] { "1 tracked", "2 changed", "4 new", "3 gone" }));
        Assert.That(
            changed.Single()!["changes"]!.AsArray().Select(change => $"{change!["field"]} {change["from"]} {change["to"]}"),
            Is.EqualTo(new[] { "leadUnits 区乙局 区丙局", "deadline 2018-12-31 2018-11-30" }));
    }
}
