using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace TaskTracker.Platform.OpenApi;

/// <summary>
/// The story of the examples: the lead unit 区甲局 and its partner 区乙局 are to complete a system by the end of 2018, report on it in
/// November, and the supervision office follows. Values go by the field's name; before it go those of a field inside a schema or another field, with a dot between.
/// </summary>
internal static class ExampleValues
{
    public const string Cursor = "eyJTb3J0IjoiaWQiLCJWYWx1ZSI6IiIsIklkIjoxN30";
    public const string Key = "区甲局";

    private static readonly HashSet<string> Null =
    [
        "closedAt", "completedOn", "outcome", "handedInOn", "recurrence", "printedStatus", "basis", "currentUnit", "successor", "validTo",
        "revokedAt", "readAt", "start", "startOn", "doneOn", "doneBy", "eventOn", "relativeLimit", "limit", "deadlineBefore", "nextDueOn", "CalendarYearView.findings", "CompletionRequest.decision", "DraftItemView.taskId", "excluded", "undoes",
        "EditDraftRequest.texts", "EditDraftRequest.nextIds", "EditDraftRequest.list", "EditDraftRequest.ordinal", "UnitFields.members", "UnitView.members",
    ];

    private static readonly Dictionary<string, JsonNode> Values = new()
    {
        ["id"] = 17,
        ["taskId"] = 17,
        ["listId"] = 12,
        ["documentId"] = 5,
        ["unitId"] = 3,
        ["reportId"] = 41,
        ["completionRequestId"] = 8,
        ["ListReference.id"] = 12,
        ["TaskListView.id"] = 12,
        ["DocumentReference.id"] = 5,
        ["UnitReference.id"] = 3,
        ["Receipt.id"] = 23,
        ["ProgressReport.id"] = 41,
        ["CompletionRequest.id"] = 8,
        ["Review.id"] = 9,
        ["partnerUnits.id"] = 4,
        ["etag"] = "\"3\"",
        ["href"] = "/api/v1/tasks?lead=3&overdue=true",

        ["number"] = "3",
        ["no"] = "3",
        ["ordinal"] = 3,
        ["section"] = "一、制度建设",
        ["title"] = "完善管理制度",
        ["measure"] = "完善制度，组织培训，年底前完成检查。",
        ["text"] = "年底前",
        ["TextLine.text"] = "3. 完善制度，组织培训，年底前完成检查。",
        ["leaders"] = "张某",
        ["leadUnits"] = "区甲局",
        ["partnerUnits"] = "区乙局",
        ["ListReference.title"] = "2018年重点任务分工",
        ["OverviewListLine.title"] = "2018年重点任务分工",
        ["TaskListView.title"] = "2018年重点任务分工",
        ["DocumentReference.number"] = "区政发〔2018〕6号",
        ["DocumentReference.title"] = "关于印发2018年重点任务的通知",
        ["documentNumber"] = "区政发〔2018〕6号",
        ["documentTitle"] = "关于印发2018年重点任务的通知",
        ["repeals.number"] = "区政发〔2015〕7号",
        ["repeals.title"] = "绿化管理办法",
        ["columns"] = "任务=B,牵头=C,时限=D",
        ["DiffEntry.document"] = "区政发〔2015〕7号",
        ["issuer"] = "区人民政府",
        ["file"] = "2018-06.txt",
        ["fileName"] = "2018-06.txt",
        ["sha256"] = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        ["publicity"] = "public",
        ["documents.number"] = "区政发〔2018〕6号",
        ["documents.title"] = "关于印发2018年重点任务的通知",
        ["documents.lists"] = "2018年重点任务分工",
        ["lists.title"] = "2018年重点任务分工",
        ["listTitle"] = "2018年重点任务分工",
        ["layout"] = "tabbed-table",
        ["task"] = "完善管理制度",
        ["itemId"] = 103,
        ["editId"] = 31,
        ["AddDraftAliasRequest.name"] = "区甲管局",
        ["AddDraftAliasRequest.unit"] = "区甲局",
        ["AliasView.name"] = "区甲管局",
        ["itemsResolved"] = 4,
        ["DraftEditView.id"] = 31,
        ["DraftEditView.kind"] = "split",
        ["EditDraftRequest.kind"] = "split",
        ["EditDraftRequest.at"] = 12,
        ["ItemStateView.text"] = "完善制度，组织培训，年底前完成检查。",
        ["editedBy"] = "key:2",
        ["DraftItemView.id"] = 103,
        ["DraftItemView.text"] = "完善制度，组织培训，年底前完成检查。",
        ["DocumentView.id"] = 5,
        ["items"] = 62,
        ["tasks"] = 62,
        ["confirmed"] = 61,
        ["created"] = 61,
        ["alreadyTracked"] = 0,
        ["characters"] = 60_000,
        ["code"] = "unit-unknown",
        ["message"] = "区丁局不在本区单位名册中。",
        ["waivedBy"] = "key:2",
        ["WaiverView.reason"] = "名册待补，先按原文登记。",
        ["WaiveFindingRequest.reason"] = "名册待补，先按原文登记。",
        ["lineStart"] = 120,
        ["lineEnd"] = 124,
        ["lines"] = 900,
        ["year"] = 2018,
        ["declaredCount"] = 62,

        ["name"] = "区甲局",
        ["words"] = "完成制度初稿",
        ["doneBy"] = "key:4",
        ["setBy"] = "key:2",
        ["DateRecord.basis"] = "区政府第12次专题会纪要",
        ["SetDateRequest.basis"] = "区政府第12次专题会纪要",
        ["EnterEventRequest.basis"] = "区政府第12次专题会纪要",
        ["ReopenStageRequest.reason"] = "核查时材料不全。",
        ["MilestoneView.text"] = "完成制度初稿",
        ["RelativeLimit.amount"] = 30,
        ["RelativeLimit.unit"] = "days",
        ["RelativeLimit.event"] = "印发",
        ["amount"] = 20,
        ["CalendarYearView.year"] = 2027,
        ["source"] = "国务院办公厅关于节假日安排的通知",
        ["CalendarDay.date"] = "2027-01-09",
        ["CalendarDay.name"] = "元旦",
        ["CalendarFault.date"] = "2027-03-09",
        ["CalendarFault.kind"] = "working_weekday",
        ["CalendarFault.message"] = "2027-03-09 is a plain weekday and worked anyway; is another day meant?",
        ["UnitView.id"] = 3,
        ["predecessors.id"] = 2,
        ["predecessors.name"] = "区老局",
        ["groups.id"] = 30,
        ["groups.name"] = "各相关部门",
        ["UnitView.kind"] = "department",
        ["UnitFields.kind"] = "department",
        ["ChangeUnitPatch.kind"] = "department",
        ["contacts.name"] = "李某",
        ["phone"] = "010-00000000",
        ["email"] = "jiaju@example.cn",
        ["partnerUnits.name"] = "区乙局",
        ["unitName"] = "区甲局",
        ["fullName"] = "某区甲局",
        ["shortName"] = "甲局",
        ["aliases"] = "甲局",
        ["q"] = "制度",

        ["Target.name"] = "培训人数",
        ["Target.comparison"] = ">=",
        ["Target.value"] = 200,
        ["Target.unit"] = "人",
        ["Target.printed"] = "培训不少于200人",

        ["origin"] = "gazette",
        ["CreateTaskRequest.origin"] = "meeting",
        ["CreateTaskRequest.basis"] = "2018年第15次区长办公会纪要",
        ["deadlineText"] = "2018年底前",
        ["deadlineKind"] = "year_end",
        ["state"] = "in_progress",
        ["percent"] = 40,
        ["period"] = "2018-Q4",
        ["done"] = "制度初稿已完成，已组织培训两次。",
        ["problems"] = "检查人员不足。",
        ["helpNeeded"] = "请区乙局派员参加检查。",
        ["nextStep"] = "十二月中旬前完成检查。",
        ["statement"] = "制度已印发，检查已完成。",
        ["reason"] = "与原文核对后更正。",
        ["Review.reason"] = "材料齐全。",
        ["ReviewTaskRequest.reason"] = "材料齐全。",
        ["note"] = "已收悉。",
        ["decision"] = "accept",
        ["act"] = "corrected",
        ["actor"] = "key:2",
        ["receivedBy"] = "key:4",
        ["reportedBy"] = "key:4",
        ["requestedBy"] = "key:4",
        ["reviewedBy"] = "key:2",
        ["field"] = "title",
        ["from"] = "完善制度",
        ["to"] = "完善管理制度",

        ["NotificationView.id"] = 70,
        ["notificationId"] = 70,
        ["NotificationView.kind"] = "reminder_digest",
        ["NotificationView.title"] = "1项任务将在30天内到期",
        ["body"] = "3 完善管理制度：2018-12-31到期，还有30天。",
        ["Reminder.id"] = 210,
        ["Reminder.state"] = "sent",
        ["Reminder.createdAt"] = "2018-12-01T00:30:00+00:00",
        ["NotificationView.createdAt"] = "2018-12-01T00:30:00+00:00",
        ["deadlineVersion"] = 1,
        ["threshold"] = "D-30",
        ["recipient"] = "unit:3",
        ["recipientName"] = "区甲局",
        ["channel"] = "in_app",
        ["stepsPassedOver"] = 0,
        ["day"] = "2018-12-01",
        ["runOn"] = "2018-12-01",
        ["tasksLooked"] = 5,
        ["remindersSent"] = 4,
        ["superseded"] = 0,
        ["notifications"] = 2,
        ["signedOn"] = "2018-03-01",
        ["validFrom"] = "2013-01-01",
        ["asOf"] = "2018-11-20",
        ["daysOverdue"] = 0,
        ["total.number"] = 62,
        ["total.href"] = "/api/v1/tasks",
        ["closed.number"] = 44,
        ["closed.href"] = "/api/v1/tasks?open=false",
        ["closedLate.number"] = 3,
        ["closedLate.href"] = "/api/v1/tasks?closedLate=true",
        ["open.number"] = 18,
        ["open.href"] = "/api/v1/tasks?open=true",
        ["overdue.number"] = 16,
        ["overdue.href"] = "/api/v1/tasks?overdue=true",
        ["dueIn30Days.number"] = 2,
        ["dueIn30Days.href"] = "/api/v1/tasks?open=true&dueFrom=2018-11-20&dueTo=2018-12-20",
    };

    /// <summary>Whether the story leaves this field empty: null where it may be null, a list without items.</summary>
    public static bool IsNull(IReadOnlyList<string> scope, string field) =>
        Null.Contains(field) || scope.Any(outer => Null.Contains($"{outer}.{field}"));

    public static string IdOf(string parameter) => Values.TryGetValue(parameter, out var value) ? value.ToString() : "1";

    public static JsonNode Of(IOpenApiSchema schema, IReadOnlyList<string> scope, string field)
    {
        if (schema.Enum is { Count: > 0 } choices)
        {
            var told = Find(scope, field);
            return (choices.FirstOrDefault(choice => JsonNode.DeepEquals(choice, told)) ?? choices[0]).DeepClone();
        }

        if (Find(scope, field) is { } value && Fits(value, schema))
            return value.DeepClone();

        var type = schema.Type ?? JsonSchemaType.String;
        if (type.HasFlag(JsonSchemaType.Integer) || type.HasFlag(JsonSchemaType.Number))
            return schema.Minimum is { } minimum ? int.Parse(minimum, CultureInfo.InvariantCulture) : 1;
        if (type.HasFlag(JsonSchemaType.Boolean))
            return false;
        return schema.Format switch
        {
            "date" => "2018-12-31",
            "date-time" => "2018-11-20T01:30:00+00:00",
            "uuid" => "7f8a2c34-5d0e-4b6a-9c1d-2e3f4a5b6c7d",
            "uri" => "https://tasktracker.example.cn/",
            _ => "示例",
        };
    }

    private static JsonNode? Find(IReadOnlyList<string> scope, string field) =>
        scope.Select(outer => Values.GetValueOrDefault($"{outer}.{field}")).FirstOrDefault(told => told is not null)
        ?? Values.GetValueOrDefault(field);

    private static bool Fits(JsonNode value, IOpenApiSchema schema) => value.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.Number => schema.Type?.HasFlag(JsonSchemaType.Integer) == true || schema.Type?.HasFlag(JsonSchemaType.Number) == true,
        System.Text.Json.JsonValueKind.String => schema.Type?.HasFlag(JsonSchemaType.String) != false,
        _ => false,
    };
}
