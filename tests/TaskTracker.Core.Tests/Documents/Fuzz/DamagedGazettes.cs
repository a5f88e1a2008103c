namespace TaskTracker.Core.Tests.Documents.Fuzz;

/// <summary>
/// Parts of whole gazettes, damaged as extraction, copying and printing damage them. A case is told by the seed and its
/// number alone, so that one that failed can be made again.
/// </summary>
internal sealed class DamagedGazettes(int seed)
{
    private const int FewestLines = 50;
    private const int MostLines = 400;

    private static readonly string[] Gazettes = ["000", "001", "002", "003", "004"];
    private static readonly string[] PageNumbers = ["- 12 -", "— 335 —", "7", "", "\t", "— 3 —\t"];
    private static readonly char[] Marks = ['（', '）', '(', ')', '：', '、', '，', '。', '\t', ' ', '<', '*', '#', '"', '\uFFFD', '\u200B', '9'];

    private readonly Stretch[] stretches = [.. Gazettes.SelectMany(Stretches)];

    /// <summary>A text made of one stretch of one document, and what was done to it.</summary>
    public DamagedText Make(int number)
    {
        var chance = new Random(unchecked((seed * 1_000_003) + number));
        var stretch = stretches[chance.Next(stretches.Length)];
        var length = Math.Min(stretch.Lines.Length, chance.Next(FewestLines, MostLines + 1));
        var start = chance.Next(stretch.Lines.Length - length + 1);
        // Every other text keeps the head of its document: it tells the district and the year.
        List<string> lines = chance.Next(2) == 0 ? [.. stretch.Head] : [];
        lines.AddRange(stretch.Lines.AsSpan(start, length));

        var damages = 1 + chance.Next(Math.Max(2, lines.Count / (chance.Next(3) == 0 ? 4 : 20)));
        for (var damage = 0; damage < damages && lines.Count > 2; damage++)
            Damage(lines, chance);

        return new DamagedText($"gazette {stretch.Gazette}, {length} lines from line {stretch.LineStart + start}, {damages} damages", string.Join('\n', lines));
    }

    private static void Damage(List<string> lines, Random chance)
    {
        var at = chance.Next(lines.Count);
        var other = chance.Next(lines.Count);
        var line = lines[at];
        switch (chance.Next(16))
        {
            case 0: lines.RemoveAt(at); break;
            case 1: lines.Insert(at, line); break;
            case 2: (lines[at], lines[other]) = (lines[other], line); break;
            case 3: lines[at] = line[..chance.Next(line.Length + 1)]; break;
            case 4: lines[at] = line[chance.Next(line.Length + 1)..]; break;
            case 5: lines[at] = line + lines[other]; break;
            case 6: BreakLine(lines, at, chance); break;
            case 7: lines.Insert(at, PageNumbers[chance.Next(PageNumbers.Length)]); break;
            case 8: lines[at] = WithoutOne(line, '\t', chance); break;
            case 9: lines[at] = string.Join('\t', WithoutOneCell(line.Split('\t'), chance)); break;
            case 10: lines[at] = string.Join('\t', Shuffled(line.Split('\t'), chance)); break;
            case 11: lines[at] = Garbled(line, 3, chance, _ => Marks[chance.Next(Marks.Length)]); break;
            case 12: lines[at] = Garbled(line, 1 + (line.Length / 8), chance, _ => '\uFFFD'); break;
            case 13: lines[at] = Garbled(line, 2, chance, where => line[(where + 1) % line.Length]); break;
            case 14: lines.RemoveRange(at, Math.Min(chance.Next(12), lines.Count - at)); break;
            case 15: lines.InsertRange(at, lines.GetRange(other, Math.Min(chance.Next(12), lines.Count - other))); break;
        }
    }

    private static void BreakLine(List<string> lines, int at, Random chance)
    {
        var line = lines[at];
        var cut = chance.Next(line.Length + 1);
        lines[at] = line[..cut];
        lines.Insert(at + 1, line[cut..]);
    }

    private static string WithoutOne(string line, char character, Random chance)
    {
        var at = line.IndexOf(character, chance.Next(line.Length + 1));
        return at < 0 ? line : line.Remove(at, 1);
    }

    private static IEnumerable<string> WithoutOneCell(string[] cells, Random chance)
    {
        var gone = chance.Next(cells.Length);
        return cells.Where((_, at) => at != gone);
    }

    private static string[] Shuffled(string[] cells, Random chance)
    {
        chance.Shuffle(cells);
        return cells;
    }

    private static string Garbled(string line, int times, Random chance, Func<int, char> character)
    {
        var garbled = line.ToCharArray();
        for (var time = 0; time < times && garbled.Length > 0; time++)
        {
            var at = chance.Next(garbled.Length);
            garbled[at] = character(at);
        }

        return new string(garbled);
    }

    /// <summary>The documents of a gazette; those with lists count as often as they have lists, since there is more to break.</summary>
    private static IEnumerable<Stretch> Stretches(string gazette)
    {
        var source = SharedGazettes.Source(gazette);
        foreach (var document in SharedGazettes.Draft(gazette).Documents)
        {
            var lines = Enumerable.Range(document.LineStart, document.LineEnd - document.LineStart + 1).Select(number => source.Line(number).ToString()).ToArray();
            yield return new Stretch(gazette, document.LineStart, [.. lines.Take(12)], lines);
            foreach (var list in document.Lists)
            {
                var before = Math.Max(0, list.LineStart - document.LineStart - 20);
                var after = Math.Min(lines.Length, list.LineEnd - document.LineStart + 10);
                yield return new Stretch(gazette, document.LineStart + before, [.. lines.Take(12)], lines[before..after]);
            }
        }
    }

    private sealed record Stretch(string Gazette, int LineStart, string[] Head, string[] Lines);
}

/// <param name="Made">Where it comes from.</param>
/// <param name="Text">What the reader gets.</param>
internal sealed record DamagedText(string Made, string Text);
