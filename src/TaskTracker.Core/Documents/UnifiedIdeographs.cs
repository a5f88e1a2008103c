using System.Text;

namespace TaskTracker.Core.Documents;

/// <summary>
/// Radicals and strokes that stand for characters: programs that print PDF give a glyph that several code points share the lowest of them,
/// so that text copied out of a page says 部⻔, 人⺠ and 2⽉ and no label in it is known. <see cref="string.Normalize()"/> does not help:
/// it leaves the block of ⻔ ⺠ ⻓ alone, and does nothing where globalization is invariant.
/// </summary>
internal static class UnifiedIdeographs
{
    private const char First = '\u2E80', LastRadical = '\u2FDF', FirstStroke = '\u31C0', Last = '\u31EF';

    private static readonly string?[] Equivalents = Read();

    /// <summary>The same text with each of them as the ideograph that Unicode calls equivalent; lines and the number of characters stay.</summary>
    public static string Fold(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange(First, LastRadical) && !text.AsSpan().ContainsAnyInRange(FirstStroke, Last))
            return text;

        var folded = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character is >= First and <= Last && Equivalents[character - First] is { } equivalent)
                folded.Append(equivalent);
            else
                folded.Append(character);
        }

        return folded.ToString();
    }

    private static string?[] Read()
    {
        var equivalents = new string?[Last - First + 1];
        var runes = Table.EnumerateRunes().ToArray();
        for (var at = 0; at < runes.Length; at += 2)
            equivalents[runes[at].Value - First] = runes[at + 1].ToString();

        return equivalents;
    }

    /// <summary>
    /// Each radical or stroke followed by its ideograph: the whole property Equivalent_Unified_Ideograph of the Unicode Character Database,
    /// version 15.0.0 (EquivalentUnifiedIdeograph.txt, © Unicode, Inc., https://www.unicode.org/terms_of_use.html).
    /// </summary>
    private const string Table =
        "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕𫜹⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵"
        + "⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎"
        + "⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐"
        + "⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
        + "⼀一⼁丨⼂丶⼃丿⼄乙⼅亅⼆二⼇亠⼈人⼉儿⼊入⼋八⼌冂⼍冖⼎冫⼏几⼐凵⼑刀⼒力⼓勹⼔匕⼕匚⼖匸⼗十⼘卜⼙卩⼚厂⼛厶⼜又⼝口⼞囗⼟土"
        + "⼠士⼡夂⼢夊⼣夕⼤大⼥女⼦子⼧宀⼨寸⼩小⼪尢⼫尸⼬屮⼭山⼮巛⼯工⼰己⼱巾⼲干⼳幺⼴广⼵廴⼶廾⼷弋⼸弓⼹彐⼺彡⼻彳⼼心⼽戈⼾戶⼿手"
        + "⽀支⽁攴⽂文⽃斗⽄斤⽅方⽆无⽇日⽈曰⽉月⽊木⽋欠⽌止⽍歹⽎殳⽏毋⽐比⽑毛⽒氏⽓气⽔水⽕火⽖爪⽗父⽘爻⽙爿⽚片⽛牙⽜牛⽝犬⽞玄⽟玉"
        + "⽠瓜⽡瓦⽢甘⽣生⽤用⽥田⽦疋⽧疒⽨癶⽩白⽪皮⽫皿⽬目⽭矛⽮矢⽯石⽰示⽱禸⽲禾⽳穴⽴立⽵竹⽶米⽷糸⽸缶⽹网⽺羊⽻羽⽼老⽽而⽾耒⽿耳"
        + "⾀聿⾁肉⾂臣⾃自⾄至⾅臼⾆舌⾇舛⾈舟⾉艮⾊色⾋艸⾌虍⾍虫⾎血⾏行⾐衣⾑襾⾒見⾓角⾔言⾕谷⾖豆⾗豕⾘豸⾙貝⾚赤⾛走⾜足⾝身⾞車⾟辛"
        + "⾠辰⾡辵⾢邑⾣酉⾤釆⾥里⾦金⾧長⾨門⾩阜⾪隶⾫隹⾬雨⾭靑⾮非⾯面⾰革⾱韋⾲韭⾳音⾴頁⾵風⾶飛⾷食⾸首⾹香⾺馬⾻骨⾼高⾽髟⾾鬥⾿鬯"
        + "⿀鬲⿁鬼⿂魚⿃鳥⿄鹵⿅鹿⿆麥⿇麻⿈黃⿉黍⿊黑⿋黹⿌黽⿍鼎⿎鼓⿏鼠⿐鼻⿑齊⿒齒⿓龍⿔龜⿕龠"
        + "㇆𠃌㇏乀㇐一㇑丨㇒丿㇓丿㇔丶㇕𠃍㇖乛㇗𠃊㇘𠃎㇙𠄌㇚亅㇛𡿨㇜𠃋㇝乀㇞𠃑㇟乚㇠乙㇡𠄎";
}
