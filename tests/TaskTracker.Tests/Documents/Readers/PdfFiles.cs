using System.Text;

namespace TaskTracker.Tests.Documents.Readers;

/// <summary>Small PDFs of Chinese text: a font of its own numbers with a map to Unicode, as office programs write them.</summary>
internal static class PdfFiles
{
    private const int FontSize = 10;
    private const int LineHeight = 14;
    private static readonly int[] Left = [60, 95, 195, 355, 425, 505];
    private static readonly int[] Characters = [3, 9, 15, 6, 7, 7];

    public readonly record struct Words(int X, int Y, string Text);

    /// <summary>Cells broken into lines by the widths of six columns.</summary>
    /// <param name="top">Of the first row, in points from the foot of the page.</param>
    /// <param name="padding">Between rows, in points; from about 10 the program prints a blank line there.</param>
    /// <param name="isCentred">True if cells stand in the middle of their rows.</param>
    /// <param name="rows">The header first.</param>
    public static IEnumerable<Words> Table(int top, int padding, bool isCentred, params string[][] rows)
    {
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => cell.Chunk(Characters[column]).Select(piece => new string(piece)).ToArray()).ToList();
            var height = cells.Max(cell => cell.Length);
            for (var column = 0; column < cells.Count; column++)
                for (var line = 0; line < cells[column].Length; line++)
                {
                    var down = isCentred ? (height - cells[column].Length) * LineHeight / 2 : 0;
                    yield return new Words(Left[column], top - down - (line * LineHeight), cells[column][line]);
                }

            top -= (height * LineHeight) + padding;
        }
    }

    public static byte[] Page(params IEnumerable<Words> words) => Page(words, character => $"{character}");

    /// <param name="words">What is printed.</param>
    /// <param name="mapped">What the font says a character is; empty for nothing.</param>
    /// <param name="saysActualText">True if each run of words says beside it what it is.</param>
    /// <param name="rotate">How the page is to be rotated when shown; what is printed is upright then.</param>
    /// <param name="isSideways">True to print all of it up the page.</param>
    public static byte[] Page(IEnumerable<Words> words, Func<char, string> mapped, bool saysActualText = false, int rotate = 0, bool isSideways = false)
    {
        var glyphs = words.SelectMany(each => each.Text).Distinct().Order().Select((character, at) => (character, at)).ToDictionary(pair => pair.character, pair => pair.at + 1);
        var widths = string.Join(' ', glyphs.Select(pair => $"{pair.Value} [{(pair.Key < 0x100 ? 500 : 1000)}]"));
        var text = new StringBuilder($"BT /F1 {FontSize} Tf\n");
        foreach (var each in words)
        {
            var place = rotate == 90 || isSideways ? $"0 1 -1 0 {595 - each.Y} {each.X}" : $"1 0 0 1 {each.X} {each.Y}";
            var shown = $"{place} Tm <{string.Concat(each.Text.Select(character => $"{glyphs[character]:X4}"))}> Tj\n";
            text.Append(saysActualText ? $"/Span << /ActualText <FEFF{Hex(each.Text)}> >> BDC\n{shown}EMC\n" : shown);
        }

        return Of(
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [7 0 R] /Count 1 >>",
            "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
            $"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R /DW 1000 /W [{widths}] >>",
            "<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
            Stream(Map(glyphs, mapped)),
            $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {rotate} /Resources << /Font << /F1 3 0 R >> >> /Contents 8 0 R >>",
            Stream($"{text}ET\n"));
    }

    /// <summary>Pages of which some hold a picture and no text.</summary>
    public static byte[] Pages(params string[] contents)
    {
        var pages = contents.Select((_, page) => $"{5 + (2 * page)} 0 R");
        return Of([
            "<< /Type /Catalog /Pages 2 0 R >>",
            $"<< /Type /Pages /Kids [{string.Join(' ', pages)}] /Count {contents.Length} >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            Stream("0", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"),
            .. contents.SelectMany((content, page) => new[]
            {
                $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> /XObject << /Picture 4 0 R >> >> /Contents {6 + (2 * page)} 0 R >>",
                Stream(content),
            }),
        ]);
    }

    private static string Map(Dictionary<char, int> glyphs, Func<char, string> mapped)
    {
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /M def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
        foreach (var chunk in glyphs.Where(pair => mapped(pair.Key).Length > 0).Chunk(100))
        {
            map.Append(chunk.Length).Append(" beginbfchar\n");
            foreach (var (character, glyph) in chunk)
                map.Append($"<{glyph:X4}> <{Hex(mapped(character))}>\n");

            map.Append("endbfchar\n");
        }

        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }

    private static string Hex(string text) => string.Concat(text.Select(character => $"{(int)character:X4}"));

    public static string Stream(string content, string entries = "") => $"<< {entries} /Length {content.Length} >>\nstream\n{content}\nendstream";

    /// <summary>A file of these objects, numbered from 1; the first is its catalogue.</summary>
    public static byte[] Of(params string[] objects)
    {
        var file = new StringBuilder("%PDF-1.4\n");
        var index = new StringBuilder($"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        for (var number = 1; number <= objects.Length; number++)
        {
            index.Append($"{file.Length:D10} 00000 n \n");
            file.Append($"{number} 0 obj\n{objects[number - 1]}\nendobj\n");
        }

        var start = file.Length;
        file.Append(index).Append($"trailer << /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }
}
