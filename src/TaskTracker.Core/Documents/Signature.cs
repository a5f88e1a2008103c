namespace TaskTracker.Core.Documents;

/// <summary>Who signed a document, and when: the name of a body, then a date on a line of its own.</summary>
internal sealed record Signature(string Issuer, DateOnly Date)
{
    private const int MostBodies = 8;

    /// <summary>The first signature; a date that no body stands over belongs to something else.</summary>
    public static Signature? Find(IReadOnlyList<TextLine> lines)
    {
        for (var at = 1; at < lines.Count; at++)
            if (!lines[at].IsRow && PrintedDate.Of(lines[at].Text) is { } date && BodiesAbove(lines, at) is { } issuer)
                return new Signature(issuer, date);

        return null;
    }

    private static string? BodiesAbove(IReadOnlyList<TextLine> lines, int at)
    {
        var bodies = new List<string>();
        for (var up = at - 1; up >= 0 && at - up <= MostBodies; up--)
        {
            var name = Printed.Squash(lines[up].Text);
            if (!TitleShape.IsOrganisation(name))
                break;

            // The first half of a name that is broken over two lines stands directly above.
            if (up > 0 && lines[up - 1].Number == lines[up].Number - 1 && IsBeginningOfName(lines[up - 1].Text))
                name = Printed.Squash(lines[--up].Text) + name;

            bodies.Insert(0, name);
        }

        return bodies.Count > 0 ? string.Join('、', bodies) : null;
    }

    private static bool IsBeginningOfName(string text)
    {
        var name = Printed.Squash(text);
        return name.Length is >= 3 and <= 20 && name.All(Printed.IsHan) && !TitleShape.IsOrganisation(name);
    }
}
