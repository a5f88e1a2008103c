using System.Text;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Documents.Targets;
using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents.Layouts;

/// <summary>Turns what a layout cut out of the lines into items: units split, deadlines read, doubts tied to lines.</summary>
/// <param name="directory">The district's units, if known.</param>
/// <param name="time">The year of the list and the day of signing.</param>
/// <param name="hasDeadlineColumn">True if the list prints deadlines apart: then a date inside a measure is none.</param>
/// <param name="hasUnitColumn">False for a list that names no unit anywhere; then that is said once, of the list.</param>
internal sealed class ItemReader(UnitDirectory? directory, DeadlineContext time, bool hasDeadlineColumn, bool hasUnitColumn)
{
    private static readonly char[] NameSeparators = ['、', '，', ',', ' ', '\u3000'];

    public IReadOnlyList<DraftItem> Read(IEnumerable<RawItem> raws) => [.. raws.Select((raw, index) => Read(raw, index + 1))];

    private DraftItem Read(RawItem raw, int ordinal)
    {
        var text = Text(raw);
        var leads = raw.Lead.Count > 0 ? raw.Lead : raw.Responsible;
        var partners = raw.Lead.Count > 0 ? [.. raw.Responsible, .. raw.Partner] : raw.Partner;
        var leadUnits = Units(raw, leads);
        var partnerUnits = Units(raw, partners);
        var deadline = ReadDeadline(raw, text);

        if (text.Length == 0)
            raw.Find(FindingCodes.NoMeasure, "No measure is printed for this entry.");

        if (leadUnits.Count == 0 && hasUnitColumn)
            raw.Find(FindingCodes.NoUnit, "No unit is named to do this.");

        return new DraftItem
        {
            Ordinal = ordinal,
            No = raw.No,
            Section = raw.Section,
            Task = raw.Task,
            Text = text,
            LeadUnits = leadUnits,
            PartnerUnits = partnerUnits,
            Leaders = Leaders(raw),
            Deadline = deadline,
            Targets = TargetReader.Read(text, deadline.Date?.Year),
            LineStart = raw.LineStart,
            LineEnd = raw.LineEnd,
            Findings = [.. raw.Findings],
        };
    }

    private static string Text(RawItem raw)
    {
        var text = new StringBuilder();
        foreach (var piece in raw.Text)
            text.Append(Printed.Squash(piece));

        return text.ToString();
    }

    private List<string> Units(RawItem raw, List<string> cells)
    {
        var units = new List<string>();
        var seen = new HashSet<string>();
        foreach (var cell in cells)
        {
            var reading = UnitCellReader.Read(cell, directory);
            units.AddRange(reading.Names.Where(seen.Add));

            foreach (var doubt in reading.Doubts)
                raw.Find(doubt.Code, doubt.Message);
        }

        return units;
    }

    private static List<string> Leaders(RawItem raw)
    {
        var seen = new HashSet<string>();
        return [.. raw.Leaders.SelectMany(cell => cell.Split(NameSeparators, StringSplitOptions.RemoveEmptyEntries)).Where(seen.Add)];
    }

    private Deadline ReadDeadline(RawItem raw, string text)
    {
        var printed = string.Join("；", raw.Deadline.Distinct()).Trim();
        var reading = printed.Length > 0 ? DeadlineReader.Read(printed, time)
            : hasDeadlineColumn ? new DeadlineReading(Deadline.None, [])
            : DeadlineReader.ReadFromMeasure(text, time);

        foreach (var doubt in reading.Doubts)
            raw.Find(doubt.Code, doubt.Message);

        // The column gives no date of its own: stages that the measure dates are all there is to remind of.
        return printed.Length > 0 && reading.Deadline is { Kind: DeadlineKind.Conditional or DeadlineKind.Ongoing, Milestones.Count: 0 }
            ? reading.Deadline with { Milestones = DeadlineReader.MilestonesIn(text, time) }
            : reading.Deadline;
    }
}
