using System.Text.RegularExpressions;

namespace TaskTracker.Core.Units;

/// <summary>Who leads and who helps, as a phrase says it.</summary>
public sealed record UnitPhraseReading
{
    public required IReadOnlyList<string> LeadUnits { get; init; }

    public required IReadOnlyList<string> PartnerUnits { get; init; }

    public required IReadOnlyList<Doubt> Doubts { get; init; }

    /// <summary>True if a label or a verb says what the units have to do; false for a bare list of names.</summary>
    public required bool StatesRole { get; init; }
}

/// <summary>
/// Reads the phrase, mostly in brackets, that lays a measure on units: 由X牵头，Y配合; 牵头单位：X。责任单位：Y; X、Y. Who is
/// responsible (责任单位, 负责落实) leads where nobody else does and helps where somebody leads (IMPORT_FORMAT).
/// </summary>
public static partial class UnitPhraseReader
{
    private static readonly string[] LeadVerbs = ["牵头", "主责", "主办", "总负责", "负总责"];
    private static readonly string[] PartnerVerbs = ["配合", "参与", "协助", "协办", "协同", "支持"];

    /// <returns>Null if the text is no such phrase: it names no unit, or is a remark (PPP, 2018-2020年, 镇).</returns>
    public static UnitPhraseReading? Read(string phrase, UnitDirectory? directory)
    {
        var text = WithoutOuterBrackets(phrase.Trim());
        var parts = PartsByLabel(text);
        if (parts.Count > 0)
            return Assemble(parts, directory);

        parts = PartsByVerb(text);
        if (parts.Count == 0)
            return ReadPlainList(text, directory);

        return parts.Exists(part => UnitCellReader.Read(part.Names, directory).Names.Any(name => IsPlausible(name, directory)))
            ? Assemble(parts, directory)
            : null;
    }

    private static string WithoutOuterBrackets(string text)
    {
        if (text.Length < 2 || UnitText.Fold(text[0]) != '(' || UnitText.Fold(text[^1]) != ')')
            return text;

        var depth = 0;
        for (var at = 0; at < text.Length; at++)
        {
            depth += UnitText.Fold(text[at]) switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
                return at == text.Length - 1 ? text[1..^1] : text;
        }

        return text;
    }

    private static List<Part> PartsByLabel(string text)
    {
        List<Part> parts = [];
        var labels = Label().Matches(text);
        if (!labels.Any(label => UnitRoles.OfLabel(label.Groups["label"].Value) is not null))
            return parts;

        if (labels[0].Index > 0)
            parts.AddRange(PartsByVerb(text[..labels[0].Index]));

        for (var number = 0; number < labels.Count; number++)
        {
            var start = labels[number].Index + labels[number].Length;
            var end = number + 1 < labels.Count ? labels[number + 1].Index : text.Length;
            if (UnitRoles.OfLabel(labels[number].Groups["label"].Value) is { } role)
                parts.Add(new Part(role, text[start..end]));
        }

        return parts;
    }

    private static List<Part> PartsByVerb(string text)
    {
        List<Part> parts = [];
        var start = 0;
        var follows = false;
        foreach (Match verb in Verb().Matches(text))
        {
            var word = verb.Groups["verb"].Value;
            var isTogether = word == "会同";
            var role = follows ? UnitRole.Partner
                : isTogether || LeadVerbs.Contains(word) ? UnitRole.Lead
                : PartnerVerbs.Contains(word) ? UnitRole.Partner
                : UnitRole.Responsible;
            parts.Add(new Part(role, WithoutBy(text[start..verb.Index])));
            start = verb.Index + verb.Length;
            follows = isTogether;
        }

        if (parts.Count > 0 && start < text.Length)
            parts.Add(new Part(follows ? UnitRole.Partner : UnitRole.Responsible, WithoutBy(text[start..])));
        return parts;
    }

    private static string WithoutBy(string names)
    {
        var trimmed = names.TrimStart(' ', '、', '，', ',', '；', ';', '。', '\n', '\r', '　');
        return trimmed.StartsWith('由') ? trimmed[1..] : trimmed;
    }

    private static UnitPhraseReading? ReadPlainList(string text, UnitDirectory? directory)
    {
        var reading = UnitCellReader.Read(text, directory);
        var named = reading.Names.Count > 0
            && reading.Names.All(name => IsPlausible(name, directory))
            && reading.Names.Any(name => IsClear(name, directory));
        return named ? new UnitPhraseReading { LeadUnits = reading.Names, PartnerUnits = [], Doubts = reading.Doubts, StatesRole = false } : null;
    }

    private static bool IsPlausible(string name, UnitDirectory? directory) =>
        name.Length is >= 2 and <= 40
        && (directory?.Find(name) is not null || UnitShape.LooksLikeUnit(UnitText.Fold(name)));

    /// <summary>A registered unit or a name that begins like one: a bare 街道 in brackets only explains the word before it.</summary>
    private static bool IsClear(string name, UnitDirectory? directory) =>
        directory?.Find(name)?.Unit is not null || (name.Length > 2 && UnitShape.BeginsLikeUnit(UnitText.Fold(name)));

    private static UnitPhraseReading Assemble(List<Part> parts, UnitDirectory? directory)
    {
        List<string> leads = [];
        List<string> partners = [];
        List<Doubt> doubts = [];
        var someoneLeads = false;

        foreach (var (role, text) in parts)
        {
            var reading = UnitCellReader.Read(text, directory);
            someoneLeads |= role == UnitRole.Lead && reading.Names.Count > 0;
            var isLead = role == UnitRole.Lead || (role == UnitRole.Responsible && !someoneLeads);
            var units = isLead ? leads : partners;
            units.AddRange(reading.Names.Where(name => !units.Contains(name)));
            doubts.AddRange(reading.Doubts.Where(doubt => !doubts.Contains(doubt)));
        }

        return new UnitPhraseReading { LeadUnits = leads, PartnerUnits = partners, Doubts = doubts, StatesRole = true };
    }

    private readonly record struct Part(UnitRole Role, string Names);

    [GeneratedRegex(@"(?<=^|[。；;，,、\s(（])(?<label>[\p{IsCJKUnifiedIdeographs} ]{2,10})[:：]", RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    [GeneratedRegex(
        "(?:分别|共同|联合|各自|具体|积极|密切|统一|统筹|按照?职责分工|根据职责分工|[按依]职责){0,3}" +
        "(?<verb>牵头|主责|主办|总负责|负总责|组织实施|组织落实|配合|参与|协助|协办|协同|支持|负责|落实|实施|承办|会同)" +
        "(?:负责|落实|实施|组织|推进|推动|做好|抓好|完成|开展|协调){0,3}" +
        @"(?=[、，,；;。\s)）]|$|区|市|各|由|会同|相关|有关|其他|(?<=会同))",
        RegexOptions.CultureInvariant)]
    private static partial Regex Verb();
}
