using TaskTracker.Core.Documents;
using TaskTracker.Core.Units;

namespace TaskTracker.Core.Tests.Documents;

/// <summary>Reads a text as the service does, with the registers that the program carries.</summary>
internal static class Reading
{
    private static readonly GazetteReader Reader = new(UnitRegistries.All);

    /// <summary>A head of a document of Xicheng, three lines and blanks long, to put over made-up lists.</summary>
    public const string Head = """
        北京市西城区人民政府办公室关于印发2018年试行计划的通知

        西政办发〔2018〕99号

        各有关单位：

        现印发给你们。

        北京市西城区人民政府办公室

        2018年3月1日

        西城区2018年试行计划


        """;

    public static Draft Of(string text, string? district = null) => Reader.Read("made-up.txt", SourceText.FromString(text), district);

    /// <summary>The only list under <see cref="Head"/>.</summary>
    public static DraftList ListOf(string body)
    {
        var lists = Of(Head + body).Documents.SelectMany(document => document.Lists).ToList();
        Assert.That(lists, Has.Count.EqualTo(1));
        return lists[0];
    }

    public static IEnumerable<string> Codes(this IEnumerable<Finding> findings) => findings.Select(finding => finding.Code);
}
