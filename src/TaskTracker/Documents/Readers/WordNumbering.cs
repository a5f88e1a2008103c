using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace TaskTracker.Documents.Readers;

/// <summary>The numbers that Word prints before paragraphs, and which paragraphs are headings; both stand in the paragraph or its style.</summary>
internal sealed class WordNumbering
{
    private const int MostLevels = 9;
    private const int MostParents = 10;

    private readonly Dictionary<int, Level[]> _levels = [];
    private readonly Dictionary<string, Style> _styles = [];
    private readonly Dictionary<int, int[]> _counts = [];

    public WordNumbering(NumberingDefinitionsPart? numbering, StyleDefinitionsPart? styles)
    {
        foreach (var style in styles?.Styles?.Elements<Style>() ?? [])
            if (style.StyleId?.Value is { } id)
                _styles.TryAdd(id, style);

        var kinds = new Dictionary<int, Level[]>();
        foreach (var kind in numbering?.Numbering?.Elements<AbstractNum>() ?? [])
            if (kind.AbstractNumberId is { HasValue: true } id)
                kinds.TryAdd(id.Value, [.. kind.Elements<Level>().Where(level => level.LevelIndex is { HasValue: true, Value: >= 0 and < MostLevels })]);

        foreach (var number in numbering?.Numbering?.Elements<NumberingInstance>() ?? [])
            if (number.NumberID is { HasValue: true } id && number.AbstractNumId?.Val is { HasValue: true } kind && kinds.TryGetValue(kind.Value, out var levels))
                _levels.TryAdd(id.Value, levels);
    }

    /// <summary>1 to 6 for headings, 0 for other paragraphs.</summary>
    public int HeadingLevelOf(Paragraph paragraph)
    {
        var level = paragraph.ParagraphProperties?.OutlineLevel?.Val is { HasValue: true } own ? own.Value
            : StylesOf(paragraph).Select(style => style.StyleParagraphProperties?.OutlineLevel?.Val).FirstOrDefault(found => found is { HasValue: true })?.Value;
        return level is >= 0 and < MostLevels ? Math.Min(level.Value + 1, 6) : 0;
    }

    /// <summary>The number as it is printed, e.g. 一、 or 1.2; empty for a bullet or a paragraph without one. To be asked in reading order, once each.</summary>
    public string LabelOf(Paragraph paragraph)
    {
        var properties = paragraph.ParagraphProperties?.NumberingProperties
            ?? StylesOf(paragraph).Select(style => style.StyleParagraphProperties?.NumberingProperties).FirstOrDefault(found => found is not null);
        if (properties?.NumberingId?.Val is not { HasValue: true } id || !_levels.TryGetValue(id.Value, out var levels))
            return "";

        var at = properties.NumberingLevelReference?.Val is { HasValue: true } reference ? reference.Value : 0;
        if (at is < 0 or >= MostLevels || Array.Find(levels, level => level.LevelIndex!.Value == at) is not { } definition)
            return "";

        if (!_counts.TryGetValue(id.Value, out var counts))
        {
            _counts[id.Value] = counts = new int[MostLevels];
            foreach (var level in levels)
                counts[level.LevelIndex!.Value] = StartOf(level) - 1;
        }

        counts[at] = unchecked(counts[at] + 1);
        foreach (var deeper in levels.Where(level => level.LevelIndex!.Value > at))
            counts[deeper.LevelIndex!.Value] = StartOf(deeper) - 1;

        if (definition.NumberingFormat?.Val is { HasValue: true, InnerText: "bullet" or "none" })
            return "";

        var label = new StringBuilder(definition.LevelText?.Val?.Value ?? "");
        foreach (var level in levels)
            label.Replace($"%{level.LevelIndex!.Value + 1}", Printed(counts[level.LevelIndex.Value], level));

        return label.ToString();
    }

    private IEnumerable<Style> StylesOf(Paragraph paragraph)
    {
        var id = paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value;
        for (var step = 0; step < MostParents && id is not null && _styles.TryGetValue(id, out var style); step++)
        {
            yield return style;
            id = style.BasedOn?.Val?.Value;
        }
    }

    private static int StartOf(Level level) => level.StartNumberingValue?.Val is { HasValue: true } start ? start.Value : 1;

    private static string Printed(int number, Level level) => level.NumberingFormat?.Val is not { HasValue: true } format
        ? number.ToString(CultureInfo.InvariantCulture)
        : format.InnerText switch
        {
            "chineseCounting" or "chineseCountingThousand" or "japaneseCounting" or "taiwaneseCountingThousand" or "ideographDigital" => InHan(number),
            "upperLetter" when number is >= 1 and <= 26 => ((char)('A' + number - 1)).ToString(),
            "lowerLetter" when number is >= 1 and <= 26 => ((char)('a' + number - 1)).ToString(),
            "decimalEnclosedCircle" or "decimalEnclosedCircleChinese" when number is >= 1 and <= 20 => ((char)('①' + number - 1)).ToString(),
            _ => number.ToString(CultureInfo.InvariantCulture),
        };

    private static string InHan(int number)
    {
        const string Digits = "〇一二三四五六七八九";
        return number switch
        {
            < 1 or > 99 => number.ToString(CultureInfo.InvariantCulture),
            < 10 => Digits[number].ToString(),
            < 20 => "十" + (number % 10 == 0 ? "" : Digits[number % 10]),
            _ => $"{Digits[number / 10]}十{(number % 10 == 0 ? "" : Digits[number % 10])}",
        };
    }
}
