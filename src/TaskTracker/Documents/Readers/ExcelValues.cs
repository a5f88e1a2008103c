using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace TaskTracker.Documents.Readers;

/// <summary>What the cells of a workbook show: shared texts, numbers, days and shares by the format of the cell.</summary>
internal sealed class ExcelValues
{
    /// <summary>Excel's last day, 9999-12-31.</summary>
    private const double LastDay = 2_958_465;
    private const int DaysFrom1900To1904 = 1_462;

    private readonly List<string> _shared = [];
    private readonly List<string> _formats;
    private readonly bool _is1904;

    public ExcelValues(WorkbookPart book, CancellationToken cancellation)
    {
        _is1904 = book.Workbook.WorkbookProperties?.Date1904 is { HasValue: true, Value: true };
        _formats = [.. FormatsOf(book.WorkbookStylesPart?.Stylesheet)];
        if (book.SharedStringTablePart is not { } table)
            return;

        using var reader = OpenXmlReader.Create(table);
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            if (reader.IsStartElement && reader.ElementType == typeof(SharedStringItem))
                _shared.Add(TextOf(reader.LoadCurrentElement()!));
        }
    }

    public string TextOf(Cell cell)
    {
        var type = cell.DataType is { HasValue: true, InnerText: { } printed } ? printed : "n";
        var value = cell.CellValue?.Text ?? "";
        return type switch
        {
            "inlineStr" => cell.InlineString is { } inline ? TextOf(inline) : "",
            "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < _shared.Count ? _shared[at] : "",
            "b" => value == "1" ? "是" : "否",
            "e" => "",
            "n" => NumberOf(value, cell.StyleIndex is { HasValue: true } style && style.Value < _formats.Count ? _formats[(int)style.Value] : ""),
            _ => value,
        };
    }

    private static string TextOf(OpenXmlElement item)
    {
        var text = new StringBuilder();
        foreach (var part in item.Descendants<Text>().Where(part => part.Parent is not PhoneticRun))
            text.Append(part.Text);

        return text.ToString();
    }

    private string NumberOf(string value, string format)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            return value;

        if (format.Contains('%', StringComparison.Ordinal))
            return (number * 100).ToString("G12", CultureInfo.InvariantCulture) + "%";

        var days = _is1904 ? number + DaysFrom1900To1904 : number;
        if (!format.Contains('y', StringComparison.Ordinal) && !format.Contains('d', StringComparison.Ordinal))
            return Math.Abs(number) < 1e15 ? number.ToString("G15", CultureInfo.InvariantCulture) : value;

        if (days is < 1 or > LastDay)
            return value;

        var day = DateTime.FromOADate(days);
        return !format.Contains('d', StringComparison.Ordinal) ? $"{day.Year}年{day.Month}月"
            : format.Contains('y', StringComparison.Ordinal) ? $"{day.Year}年{day.Month}月{day.Day}日"
            : $"{day.Month}月{day.Day}日";
    }

    /// <summary>By style: the letters of the number format that are no quoted text; empty where the number is shown as it is.</summary>
    private static IEnumerable<string> FormatsOf(Stylesheet? styles)
    {
        var own = new Dictionary<uint, string>();
        foreach (var format in styles?.NumberingFormats?.Elements<NumberingFormat>() ?? [])
            if (format.NumberFormatId is { HasValue: true } id)
                own.TryAdd(id.Value, WithoutText(format.FormatCode?.Value ?? ""));

        foreach (var cell in styles?.CellFormats?.Elements<CellFormat>() ?? [])
            yield return cell.NumberFormatId is not { HasValue: true } id ? ""
                : own.TryGetValue(id.Value, out var format) ? format
                : BuiltIn(id.Value);
    }

    /// <summary>ECMA-376 part 1, 18.8.30: 9 and 10 are percent; 14 to 17 and 22, and in China 27 to 31, 36 and 50 to 58, are days.</summary>
    private static string BuiltIn(uint id) => id switch
    {
        9 or 10 => "%",
        14 or 15 or 22 or 30 or 31 or 50 or 51 or 53 or 54 or 58 or 27 or 28 or 29 or 36 => id is 27 or 36 or 50 ? "ym" : id is 28 or 29 or 51 or 53 or 54 or 58 ? "md" : "ymd",
        16 => "md",
        17 or 57 or 52 or 55 or 56 => "ym",
        _ => "",
    };

    private static string WithoutText(string code)
    {
        var letters = new StringBuilder();
        for (var at = 0; at < code.Length; at++)
        {
            if (code[at] is '"' or '[')
            {
                var end = code.IndexOf(code[at] == '"' ? '"' : ']', at + 1);
                at = end < 0 ? code.Length : end;
            }
            else if (code[at] is '\\' or '_' or '*')
                at++;
            else if (code[at] == ';')
                break;
            else
                letters.Append(char.ToLowerInvariant(code[at]));
        }

        return letters.ToString() is "general" ? "" : letters.ToString();
    }
}
