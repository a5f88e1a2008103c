namespace TaskTracker.Core.Documents.Layouts.Targets;

/// <summary>The year that a table of targets speaks of.</summary>
internal static class TargetYear
{
    private const string Figures = "一二三四五六七八九";

    /// <summary>
    /// The year of the table's title, else of the document's; a plan of five years (“十四五”) ends in its last. The day of
    /// signing says nothing of it.
    /// </summary>
    public static int? Of(string title, DocumentHead head) =>
        PrintedDate.YearIn(title) ?? EndOfPlan(title) ?? PrintedDate.YearIn(head.Title) ?? EndOfPlan(head.Title);

    /// <summary>十三五 ends in 2020, 十四五 in 2025.</summary>
    private static int? EndOfPlan(string text)
    {
        for (var at = 0; at + 2 < text.Length; at++)
            if (text[at] == '十' && text[at + 2] == '五' && Figures.IndexOf(text[at + 1], StringComparison.Ordinal) is var figure and >= 0)
                return 2010 + (5 * figure);

        return null;
    }
}
