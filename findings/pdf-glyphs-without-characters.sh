#!/usr/bin/env bash
# PdfPig 0.1.16: a glyph of which the PDF does not say what character it is comes out as the character of the glyph's number, and nothing says so.
# A font with Identity-H and no ToUnicode is valid (text need not be extractable); its glyphs 20,000 to 40,000 come out as Chinese text that was never printed.
# Poppler 22.12 does the same. Also: of the predefined encoding UniGB-UTF16-H (PDF 1.5) PdfPig knows few characters; there the number is the character, so that
# its letters are right and its TryGetUnicode says that there are none.
# What we do: ask the font for each glyph, print U+FFFD where it knows none, refuse a file of which most is unknown, and take the code of a font whose encoding
# is Unicode (src/TaskTracker/Documents/Readers/Pdf/PdfGlyphs.cs, PdfWorker.cs); PdfFormatTests.
set -euo pipefail
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="PdfPig" Version="0.1.16" /></ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;

// The glyphs 25,000 and 30,000 of a font without a map to Unicode; the characters 牵头 in a font encoded in UTF-16.
var unmapped = Letters("Identity-H", "Identity", "61A87530", "Identity");
var encoded = Letters("UniGB-UTF16-H", "GB1", "72755934", "UTF-16");
Console.WriteLine($"PdfPig 0.1.16, Identity-H without ToUnicode: “{unmapped.Text}”, characters known to the font: {unmapped.Known} of 2; expected none to be made up");
Console.WriteLine($"PdfPig 0.1.16, UniGB-UTF16-H: “{encoded.Text}”, characters known to the font: {encoded.Known} of 2; expected 2");
return unmapped is { Text: "\u61A8\u7530", Known: 0 } && encoded is { Text: "牵头", Known: < 2 } ? 0 : 1;

static (string Text, int Known) Letters(string encoding, string ordering, string glyphs, string name)
{
    string[] objects =
    [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 7 0 R >>",
        $"<< /Type /Font /Subtype /Type0 /BaseFont /Song-{encoding} /Encoding /{encoding} /DescendantFonts [5 0 R] >>",
        $"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 0 >> /FontDescriptor 6 0 R /DW 1000 >>",
        "<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
        Stream($"BT /F1 12 Tf 60 700 Td <{glyphs}> Tj ET"),
    ];
    var file = new StringBuilder("%PDF-1.5\n");
    var index = new StringBuilder($"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
    for (var number = 1; number <= objects.Length; number++)
    {
        index.Append($"{file.Length:D10} 00000 n \n");
        file.Append($"{number} 0 obj\n{objects[number - 1]}\nendobj\n");
    }

    var start = file.Length;
    file.Append(index).Append($"trailer << /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    var bytes = Encoding.Latin1.GetBytes(file.ToString());
    File.WriteAllBytes($"{name}.pdf", bytes);
    using var document = PdfDocument.Open(bytes);
    var letters = document.GetPage(1).Letters;
    var codes = Enumerable.Range(0, glyphs.Length / 4).Select(at => Convert.ToInt32(glyphs.Substring(at * 4, 4), 16));
    return (string.Concat(letters.Select(letter => letter.Value)), codes.Count(code => letters[0].GetFont()!.TryGetUnicode(code, out _)));
}

static string Stream(string content) => $"<< /Length {content.Length} >>\nstream\n{content}\nendstream";
CS
status=0; dotnet run || status=$?
if command -v pdftotext >/dev/null; then printf '%s, Identity-H: “%s”\n' "$(pdftotext -v 2>&1 | head -1)" "$(pdftotext -q Identity.pdf - | tr -d '\f\n')"; fi
[ "$status" = 0 ] && echo 'As found.' || { echo 'The behaviour has changed.'; exit 1; }
