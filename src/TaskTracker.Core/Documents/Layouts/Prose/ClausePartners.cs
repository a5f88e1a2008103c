using TaskTracker.Core.Documents.Layouts.Headings;
using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents.Layouts.Prose;

/// <summary>Finds who helps in a clause: 甲会同乙…; 甲牵头，会同（组织）乙…; 甲牵头，乙配合….</summary>
/// <param name="clause">The clause, without white space.</param>
/// <param name="end">Where the names of those who lead end in it.</param>
/// <param name="directory">The district's units, if known.</param>
internal sealed class ClausePartners(string clause, int end, UnitDirectory? directory)
{
    private const int LongestReach = 200;
    private const int LongestHelper = 60;

    private static readonly string[] PartnerNouns = ["部门", "单位", "机构", "力量", "组织", "团体"];
    private static readonly string[] TogetherWords = ["会同", "联合", "协同"];
    private static readonly string[] HelpVerbs = ["配合", "协助", "参与", "予以协助", "予以配合", "按照职责分工配合", "按职责分工配合", "按照职责配合"];

    private readonly List<string> found = [];

    /// <summary>True if the words leave open whether a body helps or is what the duty is about.</summary>
    public bool IsDoubtful { get; private set; }

    public IReadOnlyList<string> Read()
    {
        var at = end + WordAt(end, ["负责", "牵头", "牵头负责"]);
        if (at < clause.Length && clause[at] is '、' or '，')
            at++;

        AddOrganised(at);
        AddHelper(at);
        for (var from = at; from < clause.Length && from - at <= LongestReach;)
        {
            // A name may end at the mark that ends the clause.
            var mark = clause.AsSpan(from).IndexOfAny("，；。");
            var together = WordAt(from, TogetherWords);
            var names = new UnitNames(mark < 0 ? clause : clause[..(from + mark)], directory);
            var last = names.EndFrom(from + together);
            if (last > from + together && names.Known > 0 && (together > 0 || WordAt(last, HelpVerbs) > 0))
                found.Add(clause[(from + together)..last]);

            if (mark < 0)
                break;

            from += mark + 1;
        }

        return [.. found.Distinct().SelectMany(Parted)];
    }

    /// <summary>甲牵头、乙配合开展…: right behind the lead even a body that no registry knows.</summary>
    private void AddHelper(int at)
    {
        var reach = clause.AsSpan(at, Math.Min(LongestHelper, clause.Length - at));
        var stop = reach.IndexOfAny("，。；");
        reach = stop < 0 ? reach : reach[..stop];
        var verb = reach.IndexOf("配合", StringComparison.Ordinal);
        if (at > end && verb > 0 && UnitShape.EndsLikeUnit(reach[..verb]))
            found.Add(reach[..verb].ToString());
    }

    /// <summary>甲牵头，组织乙部门和社会力量，…: bodies and nothing else stand up to the comma.</summary>
    private void AddOrganised(int at)
    {
        if (!clause.AsSpan(at).StartsWith("组织", StringComparison.Ordinal) || clause.AsSpan(at).IndexOf('，') is not (> 4 and < 60 and var comma))
            return;

        var bodies = clause[(at + 2)..(at + comma)].Split('、', '和');
        if (!bodies.All(body => PartnerNouns.Any(noun => body.Length > noun.Length && body.EndsWith(noun, StringComparison.Ordinal)) || directory?.Find(body) is not null))
            return;

        found.AddRange(bodies);
        IsDoubtful = true;
    }

    /// <summary>相关部门和社会组织 are two groups; 有关部门和单位 is one.</summary>
    private static string[] Parted(string names)
    {
        foreach (var joint in (ReadOnlySpan<char>)['和', '及', '与'])
        {
            var at = names.LastIndexOf(joint);
            if (at > 0 && names.Length - at > 3 && UnitShape.IsOpenGroup(names[(names.LastIndexOf('、', at) + 1)..at]) && UnitShape.IsOpenGroup(names[(at + 1)..]))
                return [names[..at], names[(at + 1)..]];
        }

        return [names];
    }

    private int WordAt(int at, string[] words)
    {
        var longest = 0;
        foreach (var word in words)
            if (word.Length > longest && clause.AsSpan(Math.Min(at, clause.Length)).StartsWith(word, StringComparison.Ordinal))
                longest = word.Length;

        return longest;
    }
}
