using TaskTracker.Core.Documents.Layouts.Characters;

namespace TaskTracker.Core.Documents.Layouts.Wrapped;

/// <summary>A unit in a row of a table whose cells were extracted one below the other.</summary>
/// <param name="Name">As printed, put together.</param>
/// <param name="Width">Of its widest printed line.</param>
/// <param name="IsBroken">True if it takes up more than one line, so that the first tells how wide its column is.</param>
/// <param name="IsClosed">True if its column was not full at its end.</param>
internal sealed record WrappedUnit(string Name, int Width, bool IsBroken, bool IsClosed);

/// <summary>
/// Puts the names of units together and tells who leads from who helps, though nothing is printed between the columns: a
/// name that is wider than any in first place stands in the second column, and so does one that would have filled the first.
/// </summary>
internal sealed class WrappedUnits
{
    private const int MostLinesOfAName = 4;

    private readonly CharacterCells cells;
    private readonly int columns;
    private readonly int firstWidth;
    private readonly bool hasMarks;

    public WrappedUnits(CharacterCells cells, int columns, IReadOnlyList<WrappedRow> rows)
    {
        this.cells = cells;
        this.columns = columns;
        var units = rows.Select(row => Names(row.Units)).Where(names => names.Count > 0).ToList();
        var firsts = units.Select(names => names[0].Width).Order().ToList();
        firstWidth = firsts.Count > 0 ? firsts[(firsts.Count - 1) * 9 / 10] : 0;
        hasMarks = units.Exists(names => names.Exists(name => name.IsClosed));
    }

    /// <summary>The names of a row by column, and whether they could be parted otherwise.</summary>
    public (IReadOnlyList<string> First, IReadOnlyList<string> Others, bool IsDoubtful) Assign(WrappedRow row)
    {
        var names = Names(row.Units);
        if (columns < 2 || names.Count < 2)
            return ([.. names.Select(name => name.Name)], [], columns > 2 && names.Count > 1);

        var certain = 1;
        var possible = 1;
        while (possible < names.Count && MayLead(names[possible]))
        {
            possible++;
            if (MustLead(names[possible - 1]))
                certain = possible;
        }

        return ([.. names.Take(certain).Select(name => name.Name)], [.. names.Skip(certain).Select(name => name.Name)], certain < possible || columns > 2);
    }

    public List<WrappedUnit> Names(IReadOnlyList<WrappedLine> lines)
    {
        var names = new List<WrappedUnit>();
        for (var at = 0; at < lines.Count;)
        {
            var length = Math.Max(1, LengthOfName(lines, at, cells));
            var parts = lines.Skip(at).Take(length).ToList();
            names.Add(new WrappedUnit(string.Concat(parts.Select(line => line.Text)), parts.Max(line => line.Width), length > 1, parts[^1].IsClosed));
            at += length;
        }

        return names;
    }

    /// <summary>How many lines from there on are one name; 0 if none is.</summary>
    public static int LengthOfName(IReadOnlyList<WrappedLine> lines, int at, CharacterCells cells)
    {
        var name = "";
        for (var length = 1; length <= MostLinesOfAName && at + length <= lines.Count; length++)
        {
            var line = lines[at + length - 1];
            if (line.IsNumber)
                return 0;

            name += line.Text;
            var next = at + length < lines.Count ? lines[at + length].Text : "";
            if (cells.IsUnit(name) && !(GoesOn(name, next, line.IsClosed, cells) && length < MostLinesOfAName))
                return length;
        }

        return 0;
    }

    /// <summary>Behind a closed line a name goes on only if the registry knows the whole of it.</summary>
    private static bool GoesOn(string name, string next, bool isClosed, CharacterCells cells) =>
        next.Length > 0 && !cells.IsDeadline(next)
        && (isClosed ? cells.IsRegistered(name + next) && !cells.IsUnit(next) : cells.Continues(name, next));

    /// <summary>各街道办事处: all of a sort help, and never lead.</summary>
    private bool MayLead(WrappedUnit name) => !name.Name.StartsWith('各') && name.Width <= firstWidth && (name.Width < firstWidth || MustLead(name) || !hasMarks);

    /// <summary>It fills the first column to the brim: it breaks at its width, or ends with it and leaves no sign.</summary>
    private bool MustLead(WrappedUnit name) => hasMarks && name.Width == firstWidth && (name.IsBroken || !name.IsClosed);
}
