namespace TaskTracker.Core.Documents.Layouts.Headings;

/// <summary>A paragraph put together from its lines; or, with no text, a place where no text goes on (a table).</summary>
/// <param name="Text">Without white space and without its number.</param>
/// <param name="No">The printed number; null if it has none.</param>
/// <param name="Value">The value of the number; 0 if it has none.</param>
/// <param name="Depth">How deep its numbering stands in a document (see the constants).</param>
/// <param name="IsMarked">True if the source marks it as a heading.</param>
/// <param name="LineStart">1-based in the file.</param>
/// <param name="LineEnd">1-based, inclusive.</param>
/// <param name="Start">The units that it begins with; null if it begins with none.</param>
internal sealed record DutyParagraph(
    string Text, string? No, int Value, int Depth, bool IsMarked, int LineStart, int LineEnd, UnitStart? Start)
{
    /// <summary>第一章.</summary>
    public const int Chapter = 0;

    /// <summary>第一条: an article of a regulation.</summary>
    public const int Article = 1;

    /// <summary>一、; the further styles follow in the order of <see cref="NumberStyle"/>.</summary>
    public const int Han = 2;

    public const int Arabic = 4;

    public const int Unnumbered = 9;

    public bool IsNumbered => Depth < Unnumbered;

    /// <summary>With its number, as a heading is quoted.</summary>
    public string Whole => No is null ? Text : Depth switch { _ when No.Contains('.', StringComparison.Ordinal) => No + Text, Han => $"{No}、{Text}", Arabic => $"{No}.{Text}", _ => No + Text };

    public bool IsBreak => Text.Length == 0;

    /// <summary>True for a heading: marked as one, or short and no sentence.</summary>
    public bool IsHeading => !IsBreak && Text.Length <= 60 && (IsMarked || (!Printed.EndsSentence(Text) && !Text.Contains('。', StringComparison.Ordinal)));

    /// <summary>True if it announces what follows: it ends in a colon.</summary>
    public bool EndsInColon => Text.Length > 0 && Text[^1] is '：' or ':';

    public static int DepthOf(NumberStyle style) => style == NumberStyle.Chapter ? Chapter : (int)style + 1;
}
