#!/usr/bin/env bash
# PdfPig 0.1.16: the text that a PDF says a glyph stands for (ActualText, ISO 32000-1 14.9.4) is left out unless an option asks for it.
# A browser that prints (Skia) maps a glyph shared by several code points to the lowest of them, a radical, and writes the character that is meant as
# ActualText: 部门 comes out as 部⻔, which looks the same and is equal to no label. Poppler's pdftotext gives 部门.
# The property that was added for it (UseActualText, false unless set) changes only PdfPig's own letters, not what a page factory is handed.
# What we do: read ActualText in our own page factory (src/TaskTracker/Documents/Readers/Pdf/PdfGlyphs.cs), and fold radicals in every text
# (src/TaskTracker.Core/Documents/UnifiedIdeographs.cs); PdfFormatTests, SourceTextTests.
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

// One page, two glyphs: 部 (U+90E8) and one that the font maps to ⻔ (U+2ED4) and the page says is 门 (U+95E8).
string[] objects =
[
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 8 0 R >>",
    "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [5 0 R] /ToUnicode 7 0 R >>",
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 6 0 R /DW 1000 >>",
    "<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
    Stream("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /M def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n2 beginbfchar\n<0001> <90E8>\n<0002> <2ED4>\nendbfchar\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"),
    Stream("BT /F1 12 Tf 60 700 Td <0001> Tj /Span << /ActualText <FEFF95E8> >> BDC <0002> Tj EMC ET"),
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
File.WriteAllBytes("finding.pdf", bytes);

var (plain, asked) = (Text(new ParsingOptions()), Text(new ParsingOptions { UseActualText = true }));
Console.WriteLine($"PdfPig 0.1.16, as it comes:         {plain} (U+{(int)plain[1]:X4}); expected 部门");
Console.WriteLine($"PdfPig 0.1.16, UseActualText = true: {asked} (U+{(int)asked[1]:X4})");
return plain == "部⻔" && asked == "部门" ? 0 : 1;

string Text(ParsingOptions options)
{
    using var document = PdfDocument.Open(bytes, options);
    return string.Concat(document.GetPage(1).Letters.Select(letter => letter.Value));
}

static string Stream(string content) => $"<< /Length {content.Length} >>\nstream\n{content}\nendstream";
CS
status=0; dotnet run || status=$?
if command -v pdftotext >/dev/null; then printf '%s: %s\n' "$(pdftotext -v 2>&1 | head -1)" "$(pdftotext finding.pdf - | head -1)"; fi
[ "$status" = 0 ] && echo 'As found.' || { echo 'The behaviour has changed.'; exit 1; }
