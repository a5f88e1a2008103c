using System.Text.RegularExpressions;

namespace TaskTracker.Core.Units;

/// <summary>
/// What a unit's name looks like, for names that no registry knows. All methods take folded text (<see cref="UnitText"/>).
/// </summary>
internal static partial class UnitShape
{
    private const string EndingCharacters = "局委办处队院所会部组厅站社联协镇乡馆校室行";

    private static readonly string[] Endings =
        ["中心", "街道", "公司", "集团", "部门", "单位", "机构", "企业", "主体", "学校", "小学", "中学", "大学", "大厅", "院团", "园区", "机关", "乡村", "街镇"];

    private static readonly string[] Beginnings =
        ["区", "市", "各", "全区", "其他", "其它", "其余", "相关", "有关", "属地", "本区", "团区委", "国家", "北京", "首都", "驻区", "中关村"];

    /// <summary>What is left over when a name is broken before its last words; no name begins with these.</summary>
    private static readonly string[] Remainders =
        ["分局", "支队", "公司", "分公司", "成员单位", "办事处", "事处", "办公室", "委员会", "管理局", "指挥部", "服务局", "中心", "集团", "管委会", "领导小组"];

    public static bool EndsLikeUnit(ReadOnlySpan<char> text)
    {
        if (text.Length < 2)
            return false;

        if (EndingCharacters.Contains(text[^1]))
            return true;

        foreach (var ending in Endings)
        {
            if (text.EndsWith(ending))
                return true;
        }

        return false;
    }

    /// <summary>Whether the name, or the name before its bracket, ends as units do.</summary>
    public static bool LooksLikeUnit(string name) => EndsLikeUnit(WithoutBracket(name) ?? name);

    public static bool BeginsLikeUnit(ReadOnlySpan<char> text) => BeginsWithAny(text, Beginnings);

    /// <summary>
    /// Whether a piece only continues the name before the break: it is too short for a name, begins with a name's last
    /// words, is a branch named by its place alone (西城分局), or the members of what stands before.
    /// </summary>
    public static bool ContinuesName(ReadOnlySpan<char> before, ReadOnlySpan<char> piece) =>
        BeginsWithAny(piece, Remainders)
        || (piece.Length <= 2 && !BeginsLikeUnit(piece))
        || (piece.Length <= 5 && piece.EndsWith("分局") && !BeginsLikeUnit(piece))
        || (piece.StartsWith("各成员") && before[^1] is '组' or '部' or '会');

    /// <summary>The name before the bracket that ends the text; null if it does not end with one.</summary>
    public static string? WithoutBracket(string name)
    {
        if (name.Length == 0 || name[^1] != ')')
            return null;

        var depth = 0;
        for (var at = name.Length - 1; at > 0; at--)
        {
            depth += name[at] switch { ')' => 1, '(' => -1, _ => 0 };
            if (depth == 0)
                return name[..at];
        }

        return null;
    }

    /// <summary>
    /// Whether the text is a collective name: all or some (各, 相关, 其他 …) of a sort of bodies, the members of a
    /// committee, those who do something (…的单位, 行业主管部门), those of a place (所属街道), or a bare sort (街道, 社区居委会).
    /// </summary>
    public static bool IsOpenGroup(string name) => name.Length is >= 2 and <= 60 && OpenGroup().IsMatch(name);

    /// <summary>Whether a collective name begins at that position (各…, 区政府各…, 其他…).</summary>
    public static bool BeginsCollective(string text, int at) => CollectiveBeginning().IsMatch(text, at);

    private static bool BeginsWithAny(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
        {
            if (text.StartsWith(word))
                return true;
        }

        return false;
    }

    private const string Scope = "(?:全区|本区|全市|区政府|区委|区属|区级|区|市属|市级|市|驻区|试点|事项|项目|辖区)?";
    private const string Some = "(?:其他|其它|其余|各级|各|相关|有关|所有|全体|相应|属地|涉及)";
    private const string Sort =
        "(?:部门|单位|委办局|委、办、局|街道办事处|街道办|街道|街镇|镇街|乡镇|镇|机构|主体|企业|公司|集团|大厅|社区|学校|小学|中学|幼儿园" +
        "|医院|中心|指挥部|院团|机关|组织|团体|力量|科室|委|办|局|所|站|队)";

    [GeneratedRegex($@"\G{Scope}{Some}", RegexOptions.CultureInvariant)]
    private static partial Regex CollectiveBeginning();

    [GeneratedRegex(
        $"^(?:{Scope}{Some}{{1,3}}{Scope}{Some}{{0,2}}(?:[社园能]区|[^区市、()]){{0,10}}{Sort}" +
        $"|(?:全区|区属|市属|驻区)(?:[社园能]区|[^区市、()]){{0,12}}{Sort}" +
        "|.{2,40}成员单位" +
        "|[^区市]{2,20}的(?:部门|单位|企事业单位|机构)" +
        "|.{0,10}(?:主管|监管|审批|职能|执法|主责)(?:部门|单位|机构|委办局)" +
        "|.{1,10}(?:牵头|责任|受理|协同)(?:部门|单位|机构|委办局)" +
        $"|.{{0,12}}(?:所在地|所属|属地){Sort}" +
        "|(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})个(?:部门|单位|委办局|街道办事处|街道|街镇|镇)" +
        "|(?:社区|村)(?:居委会|服务站|工作站|组织)|居委会|村委会|社会组织|(?:民办|公办|寄宿)?(?:学校|小学|中学|幼儿园)" +
        "|部门|单位|街道办事处|街道|街镇|委办局)$",
        RegexOptions.CultureInvariant)]
    private static partial Regex OpenGroup();
}
