using System.Globalization;
using System.Text;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Documents;

namespace TaskTracker.Commands;

/// <summary>A draft for the eye: one line an item, its findings under it.</summary>
internal static class DraftTable
{
    private const int NumberWidth = 8;
    private const int TextWidth = 40;
    private const int UnitWidth = 30;
    private const int DeadlineWidth = 14;

    public static string Format(Draft draft)
    {
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture, $"{draft.Source.File}: {draft.Source.Lines} lines, {draft.Documents.Count} documents");
        foreach (var finding in draft.Findings)
            Append(table, finding);

        foreach (var document in draft.Documents.Where(document => document.Lists.Count > 0))
        {
            table.AppendLine().AppendLine($"{document.Number} {document.Title}".Trim());
            table.AppendLine(CultureInfo.InvariantCulture, $"  {document.Issuer} {document.SignedOn:yyyy-MM-dd}, lines {document.LineStart}-{document.LineEnd}");
            foreach (var finding in document.Findings)
                Append(table, finding);

            foreach (var list in document.Lists)
                Append(table, list);
        }

        return table.ToString();
    }

    private static void Append(StringBuilder table, DraftList list)
    {
        var declared = list.DeclaredCount is { } count ? $" of {count} declared" : "";
        table.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"  {list.Title} [{list.Layout}], {list.Items.Count} items{declared}, lines {list.LineStart}-{list.LineEnd}");
        foreach (var finding in list.Findings)
            Append(table, finding);

        foreach (var item in list.Items)
        {
            table.Append("  ")
                .Append(Fit(item.No ?? "-", NumberWidth))
                .Append(Fit(item.Task is null ? item.Text : $"{item.Task}: {item.Text}", TextWidth))
                .Append(Fit(string.Join('、', item.LeadUnits), UnitWidth))
                .Append(Fit(string.Join('、', item.PartnerUnits), UnitWidth))
                .Append(Fit(Due(item.Deadline), DeadlineWidth))
                .AppendLine(CultureInfo.InvariantCulture, $"{item.LineStart}-{item.LineEnd}");
            foreach (var finding in item.Findings)
                Append(table, finding);
        }
    }

    private static string Due(Deadline deadline) =>
        deadline.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? (deadline.Kind == DeadlineKind.None ? "" : $"{deadline.Kind}");

    private static void Append(StringBuilder table, Finding finding) =>
        table.AppendLine(CultureInfo.InvariantCulture, $"    {(finding.Blocking ? "!!" : " !")} {finding.Code} (lines {finding.LineStart}-{finding.LineEnd}): {finding.Message}");

    /// <summary>Cut or filled to a width in terminal columns; a Chinese character takes two.</summary>
    private static string Fit(string text, int width)
    {
        var fitted = new StringBuilder();
        var used = 0;
        foreach (var character in text)
        {
            var columns = character < 0x2000 ? 1 : 2;
            if (used + columns > width - 3)
            {
                fitted.Append('…');
                used += 2;
                break;
            }

            fitted.Append(character);
            used += columns;
        }

        return fitted.Append(' ', Math.Max(1, width - used)).ToString();
    }
}
