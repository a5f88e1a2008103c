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
        ["分局", "支队", "公司", "分公司", "成员单位", "办事处", "办公室", "委员会", "管理局", "指挥部", "服务局", "中心", "集团", "管委会", "领导小组"];

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

    public static bool BeginsLikeUnit(ReadOnlySpan<char> text) => BeginsWithAny(text, Beginnings);

    public static bool BeginsWithRemainder(ReadOnlySpan<char> text) => BeginsWithAny(text, Remainders);

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
    /// committee, those who do something (…的单位, 行业主管部门), or a bare sort (街道).
    /// </summary>
    public static bool IsOpenGroup(string name) => name.Length is >= 2 and <= 60 && OpenGroup().IsMatch(name);

    private static bool BeginsWithAny(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
        {
            if (text.StartsWith(word))
                return true;
        }

        return false;
    }

    private const string Scope = "(?:全区|本区|全市|区政府|区委|区属|区级|区|市属|市级|市|驻区|试点|事项|项目|辖区|各区)?";
    private const string Some = "(?:其他|其它|其余|各级|各|相关|有关|所有|全体|相应|属地|涉及)";
    private const string Sort = "(?:部门|单位|委办局|委、办、局|街道办事处|街道办|街道|街镇|镇街|乡镇|镇|机构|主体|企业|大厅|社区|学校|指挥部|院团)";

    [GeneratedRegex(
        $"^(?:{Scope}{Some}+[^区市、()]{{0,10}}{Sort}" +
        $"|全区[^区市、()]{{0,12}}{Sort}" +
        "|.{2,40}成员单位" +
        "|[^区市]{2,20}的(?:部门|单位|企事业单位|机构)" +
        "|.{0,10}(?:主管|监管|审批|职能|执法)(?:部门|单位|机构|委办局)" +
        "|.{1,10}(?:牵头|责任|受理|协同)(?:部门|单位|机构|委办局)" +
        "|(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})个(?:部门|单位|委办局|街道办事处|街道|街镇|镇)" +
        "|部门|单位|街道办事处|街道|街镇|委办局)$",
        RegexOptions.CultureInvariant)]
    private static partial Regex OpenGroup();
}
