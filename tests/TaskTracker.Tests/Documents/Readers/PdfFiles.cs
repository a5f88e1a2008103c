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

    public static byte[] Page(params IEnumerable<Words> words)
    {
        var glyphs = words.SelectMany(each => each.Text).Distinct().Order().Select((character, at) => (character, at)).ToDictionary(pair => pair.character, pair => pair.at + 1);
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /M def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
        foreach (var chunk in glyphs.Chunk(100))
        {
            map.Append(chunk.Length).Append(" beginbfchar\n");
            foreach (var (character, glyph) in chunk)
                map.Append($"<{glyph:X4}> <{(int)character:X4}>\n");

            map.Append("endbfchar\n");
        }

        map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
        var widths = string.Join(' ', glyphs.Select(pair => $"{pair.Value} [{(pair.Key < 0x100 ? 500 : 1000)}]"));
        var text = $"BT /F1 {FontSize} Tf\n" + string.Concat(words.Select(each =>
            $"1 0 0 1 {each.X} {each.Y} Tm <{string.Concat(each.Text.Select(character => $"{glyphs[character]:X4}"))}> Tj\n")) + "ET\n";
        return File(
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [7 0 R] /Count 1 >>",
            "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
            $"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R /DW 1000 /W [{widths}] >>",
            "<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
            Stream(map.ToString()),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents 8 0 R >>",
            Stream(text));
    }

    private static string Stream(string content) => $"<< /Length {content.Length} >>\nstream\n{content}endstream";

    private static byte[] File(params string[] objects)
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
        return Encoding.ASCII.GetBytes(file.ToString());
    }
}
