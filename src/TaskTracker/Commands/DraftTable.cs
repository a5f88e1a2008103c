using System.Globalization;
using System.Text;
using TaskTracker.Commands.Terminal;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Documents;

namespace TaskTracker.Commands;

/// <summary>A draft for the eye: a table a list, one line an item, its findings under it, and at the end how much there is of all.</summary>
internal sealed class DraftTable(Paint paint)
{
    public string Format(Draft draft)
    {
        var output = new StringBuilder();
        var listed = draft.Documents.Where(document => document.Lists.Count > 0 || document.Repeals.Count > 0).ToList();
        output.AppendLine(CultureInfo.InvariantCulture, $"{paint.Bold(TextWidth.OneLine(draft.Source.File))}: {draft.Source.Lines} lines, {draft.Documents.Count} documents");
        Append(output, "  ", draft.Findings);
        foreach (var document in listed)
        {
            output.AppendLine().AppendLine(paint.Bold(TextWidth.OneLine($"{document.Number} {document.Title}".Trim())));
            output.AppendLine(CultureInfo.InvariantCulture, $"  {document.Issuer} {document.SignedOn:yyyy-MM-dd}, lines {document.LineStart}-{document.LineEnd}");
            foreach (var repealed in document.Repeals)
                output.AppendLine(CultureInfo.InvariantCulture, $"  repeals {repealed.Number} {TextWidth.OneLine(repealed.Title ?? "")} (lines {repealed.LineStart}-{repealed.LineEnd})");
            Append(output, "  ", document.Findings);
            foreach (var list in document.Lists)
                Append(output, list);
        }

        Summarize(output, [.. listed.SelectMany(document => document.Lists)]);
        return output.ToString();
    }

    private void Append(StringBuilder output, DraftList list)
    {
        var declared = list.DeclaredCount is { } count ? $" of {count} declared" : "";
        output.AppendLine().AppendLine(CultureInfo.InvariantCulture,
            $"  {paint.Bold(TextWidth.OneLine(list.Title))} [{list.Layout}], {list.Items.Count} items{declared}, lines {list.LineStart}-{list.LineEnd}");
        Append(output, "  ", list.Findings);

        var table = new TextTable(paint, 2, ("no", 8), ("measure", 40), ("lead", 26), ("partners", 26), ("deadline", 11), ("lines", 13));
        foreach (var item in list.Items)
        {
            table.Add(
                item.No, item.Task is null ? item.Text : $"{item.Task}: {item.Text}", string.Join('、', item.LeadUnits), string.Join('、', item.PartnerUnits),
                Due(item.Deadline), $"{item.LineStart}-{item.LineEnd}");
            foreach (var finding in item.Findings)
                table.Note(Said(finding));
        }

        if (list.Items.Count > 0)
            table.AppendTo(output);
    }

    private void Summarize(StringBuilder output, IReadOnlyList<DraftList> lists)
    {
        var items = lists.SelectMany(list => list.Items).ToList();
        var blocked = items.Count(item => item.Findings.Any(finding => finding.Blocking));
        var doubtful = items.Count(item => item.Findings.Count > 0) - blocked;
        output.AppendLine().AppendLine(CultureInfo.InvariantCulture,
            $"{lists.Count} lists, {items.Count} items: {paint.Good($"{items.Count - blocked - doubtful} clean")}, {paint.Doubtful($"{doubtful} with findings")}, {paint.Bad($"{blocked} blocked")}.");
    }

    private void Append(StringBuilder output, string indent, IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
            output.Append(indent).AppendLine(Said(finding));
    }

    private string Said(Finding finding)
    {
        var code = $"{(finding.Blocking ? "!!" : " !")} {finding.Code}";
        return $"{(finding.Blocking ? paint.Bad(code) : paint.Doubtful(code))} (lines {finding.LineStart}-{finding.LineEnd}): {TextWidth.OneLine(finding.Message)}";
    }

    private static string Due(Deadline deadline) =>
        deadline.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? (deadline.Kind == DeadlineKind.None ? "" : Platform.EnumNames.Of(deadline.Kind));
}
