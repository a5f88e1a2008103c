using System.Globalization;
using CsvHelper;
using TaskTracker.Core;
using TaskTracker.Core.Units;
using TaskTracker.Platform;

namespace TaskTracker.Units;

/// <summary>
/// A registry as a table for a spreadsheet: one row a unit or group, RFC 4180. Lists are separated by ；, a contact is
/// <c>role|name|phone|email</c>.
/// </summary>
internal static class RegistryCsv
{
    private const char ListSeparator = '；', PartSeparator = '|';
    private const string DateFormat = "yyyy-MM-dd";

    private static readonly string[] Columns =
        ["name", "fullName", "kind", "aliases", "validFrom", "validTo", "successor", "members", "contacts"];

    private static readonly CsvReaderOptions Strict = new()
    {
        Separator = ',',
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
    };

    public static string Write(UnitRegister register)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text))
        {
            WriteRow(csv, Columns);
            foreach (var fields in register.Entries.Select(entry => entry.Fields))
            {
                WriteRow(csv,
                [
                    fields.Name, fields.FullName, fields.Kind, Joined(fields.Aliases), DateOf(fields.ValidFrom), DateOf(fields.ValidTo),
                    fields.Successor, Joined(fields.Members), Joined(fields.Contacts.Select(TextOf)),
                ]);
            }
        }

        return text.ToString();
    }

    /// <returns>A refusal that names line and column.</returns>
    public static Decision<RegistryFile> Read(string text, District district)
    {
        using var csv = CsvReader.FromText(text, Strict);
        try
        {
            return ReadRows(csv, district);
        }
        catch (CsvFormatException exception)
        {
            return Refused(At((int)exception.LineNumber, $"the table is broken here: {exception.Message}"));
        }
    }

    private static Decision<RegistryFile> ReadRows(CsvReader csv, District district)
    {
        csv.ReadHeader();
        string[] columns = [.. csv.Headers.Select(column => column.Trim())];
        if (HeaderFault(columns) is { } wrong)
            return Refused(At(1, wrong));

        var entries = new List<UnitEntry>();
        var lines = new Dictionary<string, int>();
        while (csv.Read())
        {
            var line = (int)csv.LineNumber;
            var row = columns.Select((column, index) => KeyValuePair.Create(column, csv.GetString(index))).ToDictionary();
            if (!FieldsOf(row, line).IsAccepted(out var fields, out var refusal))
                return refusal;

            entries.Add(new UnitEntry(0, 0, fields));
            lines[fields.Name] = line;
        }

        return new RegistryFile(new UnitRegister(district, entries), lines);
    }

    private static Decision<UnitFields> FieldsOf(Dictionary<string, string> row, int line)
    {
        foreach (var column in new[] { "validFrom", "validTo" })
        {
            if (row[column].Trim() is { Length: > 0 } sent && !TryDate(sent, out _))
                return Refused(At(line, $"{column}: “{sent}” is no date as YYYY-MM-DD."));
        }

        var contacts = new List<UnitContact>();
        foreach (var sent in Split(row["contacts"]))
        {
            if (ContactOf(sent) is not { } contact)
            {
                var roles = string.Join(", ", EnumNames.All<ContactRole>());
                return Refused(At(line, $"contacts: “{sent}” is not role|name|phone|email with a role of {roles}."));
            }

            contacts.Add(contact);
        }

        return new UnitFields
        {
            Name = row["name"].Trim(),
            FullName = NullIfEmpty(row["fullName"]),
            Kind = row["kind"].Trim(),
            Aliases = Split(row["aliases"]),
            ValidFrom = TryDate(row["validFrom"].Trim(), out var from) ? from : null,
            ValidTo = TryDate(row["validTo"].Trim(), out var to) ? to : null,
            Successor = NullIfEmpty(row["successor"]),
            Members = Split(row["members"]),
            Contacts = contacts,
        };
    }

    private static string? HeaderFault(string[] columns) =>
        Columns.Except(columns).FirstOrDefault() is { } missing ? $"the column {missing} is missing; {Expected}"
        : columns.Except(Columns).FirstOrDefault() is { } unknown ? $"the column “{unknown}” is not known; {Expected}"
        : columns.Length > Columns.Length ? "a column stands twice."
        : null;

    private static string Expected => $"expected: {string.Join(", ", Columns)}.";

    private static UnitContact? ContactOf(string text)
    {
        var parts = text.Split(PartSeparator);
        return parts.Length == 4 && EnumNames.All<ContactRole>().Contains(parts[0].Trim())
            ? new UnitContact
            {
                Role = EnumNames.Parse<ContactRole>(parts[0].Trim()),
                Name = parts[1].Trim(),
                Phone = NullIfEmpty(parts[2]),
                Email = NullIfEmpty(parts[3]),
            }
            : null;
    }

    private static string TextOf(UnitContact contact) =>
        string.Join(PartSeparator, EnumNames.Of(contact.Role), contact.Name, contact.Phone, contact.Email);

    private static string[] Split(string cell) =>
        cell.Split([ListSeparator, ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Joined(IEnumerable<string> words) => string.Join(ListSeparator, words);

    private static string? DateOf(DateOnly? day) => day?.ToString(DateFormat, CultureInfo.InvariantCulture);

    private static bool TryDate(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static string? NullIfEmpty(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static void WriteRow(CsvWriter csv, IEnumerable<string?> fields)
    {
        foreach (var field in fields)
            csv.WriteField(field);
        csv.EndRecord();
    }

    private static string At(int line, string what) => string.Create(CultureInfo.InvariantCulture, $"line {line}, {what}");

    private static Refusal Refused(string reason) => new("registry-unreadable", reason);
}
