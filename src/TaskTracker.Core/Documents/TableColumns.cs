using TaskTracker.Core.Documents.Layouts;

namespace TaskTracker.Core.Documents;

/// <summary>What the columns of a table were taken for, for the person who checks it.</summary>
public static class TableColumns
{
    /// <summary>The words that stand for a column in a mapping, and the heading that gives a column this meaning.</summary>
    private static readonly (string Word, string Heading, Role Role)[] Known =
    [
        ("序号", "序号", Role.Number),
        ("类别", "类别", Role.Section),
        ("任务", "任务名称", Role.Task),
        ("措施", "工作措施", Role.Measure),
        ("时限", "完成时限", Role.Deadline),
        ("牵头", "牵头单位", Role.Lead),
        ("责任", "责任单位", Role.Responsible),
        ("配合", "配合单位", Role.Partner),
        ("领导", "牵头领导", Role.Leader),
    ];

    /// <summary>The words that a mapping can use.</summary>
    public static IEnumerable<string> Words => Known.Select(known => known.Word);

    /// <summary>The heading under which the layouts take a column for what the word says; null for an unknown word.</summary>
    public static string? HeadingOf(string word) => Array.Find(Known, known => known.Word == word).Heading;

    /// <summary>A heading that says nothing to the layouts, for a column that a mapping leaves out.</summary>
    public static string NoHeading => "备注";

    /// <summary>The columns of a header row and what they mean, e.g. <c>序号=A, 任务=B, 牵头=D</c>; null if the row is no header of a task list.</summary>
    public static string? Describe(string row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return TableHeader.Read(row) is { } header
            ? string.Join(", ", Enumerable.Range(0, header.Width).Where(column => header[column] != Role.None)
                .Select(column => $"{Array.Find(Known, known => known.Role == header[column]).Word}={LetterOf(column)}"))
            : null;
    }

    /// <summary>A, B … Z, AA …, as spreadsheets name columns.</summary>
    /// <param name="column">0-based.</param>
    public static string LetterOf(int column)
    {
        var letters = "";
        for (var rest = column; rest >= 0; rest = (rest / 26) - 1)
            letters = (char)('A' + (rest % 26)) + letters;

        return letters;
    }
}
