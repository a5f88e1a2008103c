using System.Net;
using System.Text;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;
using static TaskTracker.Tests.Documents.Readers.OfficeFiles;

namespace TaskTracker.Tests.Documents.Readers;

[TestFixture(DatabaseProvider.Sqlite)]
internal sealed class UploadFormatsTests(DatabaseProvider provider) : ServiceTests(provider)
{
    [Test]
    public async Task A_sheet_that_is_uploaded_becomes_a_draft_with_the_places_of_its_lines()
    {
        using var office = await SupervisorAsync();
        using var form = SampleText.Form("台账.xlsx", Xlsx(
            "任务台账", [], ["甲", "乙", "丙"], ["制定方案", "区甲局", "2018年6月底前"], ["建成系统", "区乙局", "2018年9月底前"]));
        using var columns = new StringContent("任务=A,牵头=B,时限=C");
        form.Add(columns, "columns");

        using var response = await office.PostAsync("documents", form);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created), await response.Content.ReadAsStringAsync());
        var draft = await office.GetJsonAsync($"documents/{(await response.JsonAsync())["id"]}/draft");
        Assert.That((string?)draft["source"]!["format"], Is.EqualTo("xlsx"));
        Assert.That(draft["source"]!["origins"]!.AsArray().Select(origin => (string?)origin!["part"]), Does.Contain("任务台账 row"));
        Assert.That((string?)draft["documents"]![0]!["lists"]![0]!["items"]![1]!["leadUnits"]![0], Is.EqualTo("区乙局"));
    }

    [Test]
    public async Task Columns_that_map_nothing_and_files_that_unpack_too_large_are_problems()
    {
        using var office = await SupervisorAsync();
        using var mapped = SampleText.Form("a.csv", "a,b,c\n");
        using var columns = new StringContent("任务=1");
        mapped.Add(columns, "columns");
        using var wide = SampleText.Form("a.csv", Encoding.ASCII.GetBytes(new string(',', 2_000)));

        using var notMapped = await office.PostAsync("documents", mapped);
        using var tooWide = await office.PostAsync("documents", wide);

        Assert.That((await notMapped.AssertProblemAsync(HttpStatusCode.BadRequest, "validation")).ErrorOf("columns"), Does.Contain("任务=1"));
        await tooWide.AssertProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }
}
