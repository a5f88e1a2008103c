using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents.Layouts.Characters;

/// <summary>Tells by its words what a paragraph of such a table is: a date, a person, units.</summary>
internal sealed class CharacterCells(UnitDirectory? directory, CellShape shape)
{
    private const int LongestDeadline = 24;
    private const int LongestWords = 12;
    private const int LongestUnit = 20;

    /// <summary>A short text that names a time; a longer one must begin with its date.</summary>
    public bool IsDeadline(string text) =>
        text.Length is >= 2 and <= LongestDeadline && (text.Length <= LongestWords || char.IsAsciiDigit(text[0])) && !Printed.EndsSentence(text) && shape.IsDeadline(text);

    /// <summary>Names of people: two to four characters a printed line, and no words for time or units.</summary>
    public bool IsLeader(IReadOnlyList<CharacterPiece> pieces) =>
        pieces.Count is > 0 and <= 4 && pieces.All(piece => piece.Text.Length is 2 or 3 && piece.Text.All(Printed.IsHan) && !IsUnit(piece.Text) && !shape.IsDeadline(piece.Text));

    public bool IsUnit(string name)
    {
        if (name.Length is < 3 or > LongestUnit || name.AsSpan().IndexOfAny("。，；：") >= 0 || name[0] is '（' or '(')
            return false;

        return directory?.Find(name) is not null || (name.Length >= 4 && !name.Contains('的', StringComparison.Ordinal) && UnitShape.EndsLikeUnit(UnitText.Fold(name)));
    }

    /// <summary>True if the district's registry knows the name.</summary>
    public bool IsRegistered(string name) => directory?.Find(name) is not null;

    /// <summary>The units that the first printed lines name, and how many lines they take up; all of them if nothing else follows.</summary>
    public (List<CharacterUnit> Units, int Pieces) UnitsIn(IReadOnlyList<CharacterPiece> pieces, CharacterParagraph paragraph)
    {
        var units = new List<CharacterUnit>();
        var taken = 0;
        var open = "";
        for (var at = 0; at < pieces.Count; at++)
        {
            var isLast = at == pieces.Count - 1;
            var text = pieces[at].Text;
            if (open.Length == 0 && text.StartsWith('等') && units.Count > 0)
            {
                // 等部门 closes a cell; it belongs to the last name, however it is broken.
                var rest = string.Concat(pieces.Skip(at).Select(piece => piece.Text));
                units[^1] = units[^1] with { Name = units[^1].Name + rest, IsMarked = paragraph.IsMarked, EndsPage = paragraph.EndsPage };
                return (units, pieces.Count);
            }

            open += text;
            if (open.Length > 4 * LongestUnit)
                break;

            if (open[0] == '、' && units.Count > 0)
            {
                units[^1] = units[^1] with { IsJoined = true };
                open = open[1..];
            }

            var names = open.Split('、');
            var isOpen = names[^1].Length > 0 && !(IsUnit(names[^1]) && (isLast || !Continues(names[^1], pieces[at + 1].Text)));
            if (!names.SkipLast(1).All(IsUnit))
                break;

            if (isOpen)
                continue;

            for (var name = 0; name < names.Length; name++)
                if (names[name].Length > 0)
                    units.Add(new CharacterUnit(names[name], name == names.Length - 1 && isLast && paragraph.IsMarked, isLast && paragraph.EndsPage) { IsJoined = name < names.Length - 1 });

            open = "";
            taken = at + 1;
        }

        return (units, taken);
    }

    /// <summary>True if a name that could end here goes on in the next printed line: 区行政服务|中心, 区社|会办.</summary>
    public bool Continues(string name, string next)
    {
        var rest = next.Split('、')[0];
        if (rest.Length == 0)
            return false;

        if (directory?.Find(name) is not null)
            return directory.Find(name + rest) is not null && !IsUnit(rest);

        return UnitShape.ContinuesName(name, rest) || (!IsUnit(rest) && directory?.Find(name + rest) is not null);
    }
}
