namespace TaskTracker.Benchmarks.Lists;

/// <summary>Words as gazettes print them: a few in every second task, many in a few, some in the tasks of certain years only.</summary>
internal sealed class GazetteWords(Random random)
{
    private const int FirstYearOfPlan14 = 2021, OlympicYear = 2022, RarestPlace = 300;

    private static readonly string[] Verbs =
    [
        "推进", "加强", "完善", "落实", "开展", "组织", "建立", "健全", "优化", "提升", "深化", "强化", "实施", "做好", "加快", "推动", "制定", "规范", "拓展",
        "统筹", "巩固", "编制", "启动", "协调", "督促", "引导", "培育", "扩大", "创新", "梳理", "保障", "修订", "试点", "验收", "公布", "清退", "疏解", "腾退",
    ];

    private static readonly string[] Places =
    [
        "全区", "重点区域", "核心区", "背街小巷", "金融街", "中轴线沿线", "长安街沿线", "老旧小区", "什刹海周边", "白塔寺地区", "天桥地区", "大栅栏地区", "学校周边",
        "医院周边", "二环路沿线", "交通枢纽", "商务楼宇", "平房区", "滨水空间", "马连道", "德胜地区", "广安门内外", "陶然亭地区", "月坛地区", "展览路地区",
    ];

    private static readonly string[] Objects =
    [
        "环境整治", "城市管理", "公共服务", "基础设施建设", "社区建设", "老旧小区改造", "安全生产检查", "精细化管理", "大气污染防治", "垃圾分类", "便民商业网点建设",
        "养老服务", "学前教育", "医疗卫生服务", "文化活动", "交通秩序治理", "停车设施建设", "违法建设拆除", "地下空间整治", "网格化管理", "食品药品监管", "就业帮扶",
        "住房保障", "历史文化保护", "文物腾退修缮", "公园绿地建设", "河湖水质改善", "节水工作", "消防安全", "信用体系建设", "营商环境改革", "政务服务", "一网通办",
        "金融风险防控", "科技创新", "人才引进", "国企改革", "财政预算绩效管理", "政府采购", "审计监督", "法治宣传", "矛盾纠纷调解", "信访办理", "社会治安防控",
        "应急救援演练", "防汛排涝", "供热管网改造", "煤改电", "充电桩建设", "电梯加装", "无障碍环境建设", "残疾人康复", "妇女儿童发展", "青少年体育", "全民健身",
        "全民阅读", "非物质文化遗产传承", "旅游品质提升", "对口支援", "统计调查", "档案整理", "保密检查", "志愿服务", "物业管理", "接诉即办",
    ];

    private static readonly string[] Aims =
    [
        "提高群众满意度", "形成长效机制", "建立工作台账", "明确责任分工", "按季度报送进展情况", "确保完成全年任务", "实现全覆盖", "打造示范街区", "完成率达到百分之百",
        "加强宣传引导", "强化督促考核", "组织专项检查", "落实属地责任", "制定实施方案", "做好总结评估", "推动数据共享", "纳入绩效考评", "定期向社会公布",
    ];

    public string Title() => $"{Often(Verbs)}{Often(Places)}{Often(Objects)}";

    public string Measure(int year)
    {
        var clauses = Enumerable.Range(0, random.Next(2, 5)).Select(_ => $"{Often(Verbs)}{Often(Places)}{Often(Objects)}").ToList();
        if (random.Next(3) == 0)
            clauses.Insert(0, year < FirstYearOfPlan14 ? "落实“十三五”规划" : "落实“十四五”规划");
        if (year == OlympicYear && random.Next(4) == 0)
            clauses.Insert(0, "做好冬奥服务保障");
        if (random.Next(8) == 0)
            clauses.Add($"完成{Often(Places)}{random.Next(1, RarestPlace)}号院{Often(Objects)}");
        clauses.Add(Often(Aims));
        clauses.Add(Often(Aims));
        return string.Join('，', clauses) + "。";
    }

    /// <summary>The first words far more often than the last.</summary>
    private string Often(string[] words) => words[(int)(Math.Pow(random.NextDouble(), 1.7) * words.Length)];
}
