using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using TaskTracker.Core.Deadlines;

namespace TaskTracker.Core.Documents;

/// <summary>
/// Writes a draft as JSON and reads it back (IMPORT_FORMAT). A deadline stands flat in its item; dates are ISO days;
/// Chinese is written as it is. Written by hand: it is what other programs rely on, and starts fast.
/// </summary>
public static partial class DraftJson
{
    private const int LargestPiece = 1 << 16;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One object on one line, without a line end.</summary>
    public static string Write(Draft draft)
    {
        var buffer = new ArrayBufferWriter<byte>(1 << 16);
        using (var writer = new Utf8JsonWriter(buffer, Options))
            Write(writer, draft);

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The same object, written piece by piece.</summary>
    public static void Write(Stream stream, Draft draft)
    {
        using var writer = new Utf8JsonWriter(stream, Options);
        Write(writer, draft);
    }

    public static void Write(Utf8JsonWriter writer, Draft draft)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(draft);
        writer.WriteStartObject();
        writer.WriteStartObject("source");
        writer.WriteString("file", draft.Source.File);
        writer.WriteString("sha256", draft.Source.Sha256);
        writer.WriteNumber("lines", draft.Source.Lines);
        writer.WriteNumber("characters", draft.Source.Characters);
        writer.WriteString("format", draft.Source.Format);
        writer.WriteString("encoding", draft.Source.Encoding);
        WriteArray(writer, "origins", draft.Source.Origins, WriteOrigin);
        writer.WriteEndObject();
        WriteArray(writer, "documents", draft.Documents, WriteDocument);
        WriteArray(writer, "findings", draft.Findings, WriteFinding);
        writer.WriteEndObject();
    }

    private static void WriteOrigin(Utf8JsonWriter writer, LineOrigin origin)
    {
        WriteLines(writer, origin.LineStart, origin.LineEnd);
        writer.WriteString("part", origin.Part);
        writer.WriteNumber("first", origin.First);
    }

    private static void WriteDocument(Utf8JsonWriter writer, DraftDocument document)
    {
        writer.WriteString("number", document.Number);
        writer.WriteString("title", document.Title);
        writer.WriteString("issuer", document.Issuer);
        WriteDate(writer, "signedOn", document.SignedOn);
        writer.WriteString("publicity", document.Publicity);
        WriteLines(writer, document.LineStart, document.LineEnd);
        WriteArray(writer, "findings", document.Findings, WriteFinding);
        WriteArray(writer, "repeals", document.Repeals, WriteRepeal);
        WriteArray(writer, "lists", document.Lists, WriteList);
    }

    private static void WriteRepeal(Utf8JsonWriter writer, RepealedDocument repealed)
    {
        writer.WriteString("number", repealed.Number);
        writer.WriteString("title", repealed.Title);
        WriteLines(writer, repealed.LineStart, repealed.LineEnd);
    }

    private static void WriteList(Utf8JsonWriter writer, DraftList list)
    {
        writer.WriteString("title", list.Title);
        writer.WriteString("kind", Name(list.Kind));
        writer.WriteString("layout", list.Layout);
        WriteNumber(writer, "year", list.Year);
        WriteNumber(writer, "declaredCount", list.DeclaredCount);
        WriteDate(writer, "defaultDeadline", list.DefaultDeadline);
        WriteLines(writer, list.LineStart, list.LineEnd);
        WriteArray(writer, "findings", list.Findings, WriteFinding);
        WriteArray(writer, "items", list.Items, WriteItem);
    }

    private static void WriteItem(Utf8JsonWriter writer, DraftItem item)
    {
        writer.WriteNumber("ordinal", item.Ordinal);
        writer.WriteString("no", item.No);
        WriteStrings(writer, "section", item.Section);
        writer.WriteString("task", item.Task);
        writer.WriteString("text", item.Text);
        WriteStrings(writer, "leadUnits", item.LeadUnits);
        WriteStrings(writer, "partnerUnits", item.PartnerUnits);
        WriteStrings(writer, "leaders", item.Leaders);
        WriteDeadline(writer, item.Deadline);
        WriteArray(writer, "targets", item.Targets, WriteTarget);
        WriteLines(writer, item.LineStart, item.LineEnd);
        WriteArray(writer, "findings", item.Findings, WriteFinding);
    }

    private static void WriteDeadline(Utf8JsonWriter writer, Deadline deadline)
    {
        writer.WriteString("deadlineText", deadline.PrintedText);
        WriteDate(writer, "deadline", deadline.Date);
        writer.WriteString("deadlineKind", Name(deadline.Kind));
        WriteDate(writer, "start", deadline.Start);
        WriteArray(writer, "milestones", deadline.Milestones, static (writer, milestone) =>
        {
            writer.WriteString("text", milestone.Text);
            WriteDate(writer, "date", milestone.Date);
        });
        writer.WriteString("recurrence", deadline.Recurrence);
        writer.WriteString("printedStatus", deadline.Status is { } status ? Name(status) : null);
        writer.WriteBoolean("ongoingAfterwards", deadline.OngoingAfterwards);
    }

    private static void WriteTarget(Utf8JsonWriter writer, Target target)
    {
        writer.WriteString("name", target.Name);
        writer.WriteString("comparison", target.Comparison);
        writer.WriteNumber("value", target.Value);
        writer.WriteString("unit", target.Unit);
        writer.WriteString("printed", target.Printed);
        WriteNumber(writer, "year", target.Year);
        writer.WriteString("period", target.Period);
        if (target.Baseline is { } baseline)
            writer.WriteNumber("baseline", baseline);
        else
            writer.WriteNull("baseline");
    }

    private static void WriteFinding(Utf8JsonWriter writer, Finding finding)
    {
        writer.WriteString("code", finding.Code);
        writer.WriteString("message", finding.Message);
        WriteLines(writer, finding.LineStart, finding.LineEnd);
        writer.WriteBoolean("blocking", finding.Blocking);
    }

    private static void WriteLines(Utf8JsonWriter writer, int lineStart, int lineEnd)
    {
        writer.WriteNumber("lineStart", lineStart);
        writer.WriteNumber("lineEnd", lineEnd);
    }

    private static void WriteArray<T>(Utf8JsonWriter writer, string name, IReadOnlyList<T> values, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStartObject();
            write(writer, value);
            writer.WriteEndObject();
            // A long draft goes out in pieces, so that a stream never holds it as a whole.
            if (writer.BytesPending > LargestPiece)
                writer.Flush();
        }

        writer.WriteEndArray();
    }

    private static void WriteStrings(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);

        writer.WriteEndArray();
    }

    private static void WriteDate(Utf8JsonWriter writer, string name, DateOnly? date) =>
        writer.WriteString(name, date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    private static void WriteNumber(Utf8JsonWriter writer, string name, int? number)
    {
        if (number is { } value)
            writer.WriteNumber(name, value);
        else
            writer.WriteNull(name);
    }

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
