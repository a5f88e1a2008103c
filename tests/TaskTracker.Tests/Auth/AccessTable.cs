namespace TaskTracker.Tests.Auth;

/// <summary>Who calls, in the order of the columns of <see cref="AccessTable"/>.</summary>
internal enum Visitor
{
    /// <summary>No key.</summary>
    Nobody,

    /// <summary>Coordinator of the lead unit.</summary>
    Lead,

    /// <summary>Coordinator of the partner unit.</summary>
    Partner,

    /// <summary>Coordinator of a unit that takes no part.</summary>
    OtherUnit,

    /// <summary>The district's supervision office.</summary>
    Office,

    /// <summary>Reader of the whole district.</summary>
    Reader,

    /// <summary>Reader bound to the lead unit.</summary>
    LeadReader,

    /// <summary>Reader bound to a unit that takes no part.</summary>
    OtherReader,

    /// <summary>The district's admin.</summary>
    Admin,

    /// <summary>Coordinator of the unit of the same name in another district.</summary>
    ForeignUnit,

    /// <summary>The supervision office of another district.</summary>
    ForeignOffice,

    /// <summary>Reader of another district.</summary>
    ForeignReader,

    /// <summary>Admin of another district.</summary>
    ForeignAdmin,
}

/// <summary>One endpoint: how it is called, and what each visitor gets.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Below /api/v1; {task}, {list}, {document}, {item}, {unit}, {report}, {evidence}, {notification}, {extension}, {change}, {order}, {rectification}, {delivery}, {gateway} stand for records of the district <c>east</c>.</param>
/// <param name="Answers">
/// A status for each <see cref="Visitor"/>, in order. A plus behind it says that the answer shows the district's own record, a minus that it
/// does not.
/// </param>
/// <param name="Body">The JSON body, {n} being a new number; "@file" for an upload, "@evidence" for one of evidence.</param>
/// <param name="State">The state that the task must be in: fresh, handed in as done, closed, suspended, without a date, with its stage done, or with its demand answered; of a message, failed or sent.</param>
internal sealed record AccessRow(string Method, string Path, string Answers, string? Body = null, string State = "fresh");

/// <summary>Every endpoint × every role × own and other unit × own and other district. An endpoint that is not here fails the test.</summary>
internal static class AccessTable
{
    //                             Nobody Lead Partner OtherUnit Office Reader LeadReader OtherReader Admin ForeignUnit ForeignOffice ForeignReader ForeignAdmin
    private const string ReadsTask = "401 200+ 200+ 404 200+ 200+ 200+ 404 403 404 404 404 403";
    private const string ListsTasks = "401 200+ 200+ 200- 200+ 200+ 200+ 200- 403 200- 200- 200- 403";
    private const string ReadsOfTask = "401 200 200 404 200 200 200 404 403 404 404 404 403";
    private const string AnyKey = "401 200 200 200 200 200 200 200 200 200 200 200 200";
    private const string LeadOrOfficeActs = "401 201 403 404 201 403 403 403 403 404 404 403 403";
    private const string AddressedActs = "401 201 403 404 403 403 403 403 403 404 404 403 403";
    private const string LeadActs = "401 201 403 404 403 403 403 403 403 404 404 403 403";

    public static readonly IReadOnlyDictionary<string, AccessRow> Rows = new Dictionary<string, AccessRow>
    {
        ["ListTasks"] = new("GET", "tasks", ListsTasks),
        ["GetTask"] = new("GET", "tasks/{task}", ReadsTask),
        ["GetTaskHistory"] = new("GET", "tasks/{task}/history", ReadsOfTask),
        ["CreateTask"] = new("POST", "tasks", Office("201", "400"), """{"origin":"meeting","basis":"纪要","measure":"落实。","leadUnits":["区丙局"]}"""),
        ["CorrectTask"] = new("PATCH", "tasks/{task}", Office("200", "404"), """{"number":"7"}"""),
        ["ListParties"] = new("GET", "tasks/{task}/parties", ReadsOfTask),
        ["GetPersons"] = new("GET", "tasks/{task}/parties/{unit}/persons", "401 200 403 404 200 403 403 404 403 404 404 404 403"),
        ["NamePersons"] = new("PUT", "tasks/{task}/parties/{unit}/persons", "401 200 403 404 200 403 403 403 403 404 404 403 403", """{"contact":{"name":"王某"}}"""),
        ["RequestHandOver"] = new("POST", "tasks/{task}/hand-over-requests", LeadActs, """{"toUnit":"区丙局","reason":"职能已调整。"}"""),
        ["ListHandOverRequests"] = new("GET", "tasks/{task}/hand-over-requests", ReadsOfTask),
        ["RuleOnHandOver"] = new("POST", "tasks/{task}/hand-over-requests/{request}/ruling", Office("201", "404"), """{"decision":"grant"}"""),
        ["AddSubtask"] = new("POST", "tasks/{task}/subtasks", "401 201 403 404 201 403 403 403 403 404 404 403 403", """{"measure":"第一步。","leadUnits":["区甲局"]}"""),
        ["FanOut"] = new("POST", "tasks/{task}/fan-out", Office("409", "404"), "{}"),
        ["LinkTasks"] = new("POST", "tasks/{task}/links", Office("400", "404"), """{"kind":"related","taskId":99999}"""),
        ["ListLinks"] = new("GET", "tasks/{task}/links", ReadsOfTask),
        ["UnlinkTasks"] = new("DELETE", "tasks/{task}/links/{link}", Office("204", "404")),
        ["ListMissingReceipts"] = new("GET", "missing-receipts", "401 200+ 200+ 200- 200+ 200+ 200+ 200- 403 200- 200- 200- 403"),
        ["ConfirmRepeal"] = new("POST", "documents/{document}/repeals", Office("400", "404"), """{"sourceDocumentId":99999}"""),
        ["ListMilestones"] = new("GET", "tasks/{task}/milestones", ReadsOfTask),
        ["AddMilestone"] = new("POST", "tasks/{task}/milestones", Office("201", "404"), """{"words":"完成初稿","dueOn":"2018-10-01"}"""),
        ["CompleteMilestone"] = new("POST", "tasks/{task}/milestones/1/completions", LeadOrOfficeActs, "{}"),
        ["ReopenMilestone"] = new("POST", "tasks/{task}/milestones/1/reopenings", Office("201", "404"), """{"reason":"材料不全。"}""", "done"),
        ["ListOccurrences"] = new("GET", "tasks/{task}/occurrences", ReadsOfTask),
        ["CompleteOccurrence"] = new("POST", "tasks/{task}/occurrences/1/completions", LeadOrOfficeActs, "{}"),
        ["ReopenOccurrence"] = new("POST", "tasks/{task}/occurrences/1/reopenings", Office("201", "404"), """{"reason":"材料不全。"}""", "done"),
        ["SetDate"] = new("POST", "tasks/{task}/dates", Office("201", "404"), """{"date":"2018-12-01","basis":"会议纪要"}""", "undated"),
        ["ListDates"] = new("GET", "tasks/{task}/dates", ReadsOfTask),
        ["EnterEvent"] = new(
            "POST", "tasks/{task}/events", Office("201", "404"), """{"eventOn":"2018-08-01","basis":"通知","limit":{"amount":30,"unit":"days"}}""", "undated"),
        ["ListCalendarYears"] = new("GET", "calendar-years", AnyKey),
        ["GetCalendarYear"] = new("GET", "calendar-years/2018", AnyKey),
        ["PutCalendarYear"] = new(
            "PUT", "calendar-years/2018", "401 403 403 403 200 403 403 403 200 403 200 403 200",
            """{"status":"provisional","source":"x","days":[{"date":"2018-01-01","off":true}]}"""),
        ["ListTaskLists"] = new("GET", "task-lists", ListsTasks),
        ["GetTaskList"] = new("GET", "task-lists/{list}", ReadsTask),
        ["ChangeTaskList"] = new("PATCH", "task-lists/{list}", Office("200+", "404"), """{"nilReports":true}"""),
        ["AcknowledgeTask"] = new("POST", "tasks/{task}/receipts", "401 201 201 404 403 403 403 403 403 404 404 403 403", "{}"),
        ["ListReceipts"] = new("GET", "tasks/{task}/receipts", ReadsOfTask),
        ["ReportProgress"] = new("POST", "tasks/{task}/progress-reports", LeadActs, """{"percent":10,"done":"已启动。"}"""),
        ["ListProgressReports"] = new("GET", "tasks/{task}/progress-reports", ReadsOfTask),
        ["GetProgressReport"] = new("GET", "tasks/{task}/progress-reports/{report}", ReadsOfTask),
        ["AmendReport"] = new("PATCH", "tasks/{task}/progress-reports/{report}", "401 200 403 404 403 403 403 403 403 404 404 403 403", """{"done":"已完成一半。"}"""),
        ["ListReportVersions"] = new("GET", "tasks/{task}/progress-reports/{report}/versions", ReadsOfTask),
        ["ReviewReport"] = new("POST", "tasks/{task}/progress-reports/{report}/reviews", "401 403 403 404 201 403 403 403 403 404 404 403 403", """{"decision":"accept","revision":1}"""),
        ["ListReportReviews"] = new("GET", "tasks/{task}/progress-reports/{report}/reviews", ReadsOfTask),
        ["AddEvidence"] = new("POST", "tasks/{task}/progress-reports/{report}/evidence", "401 201 403 404 403 403 403 403 403 404 404 403 403", "@evidence"),
        ["ListEvidence"] = new("GET", "tasks/{task}/progress-reports/{report}/evidence", ReadsOfTask),
        ["GetEvidence"] = new("GET", "tasks/{task}/progress-reports/{report}/evidence/{evidence}", ReadsOfTask),
        ["DeclareForecast"] = new("POST", "tasks/{task}/forecasts", LeadActs, """{"outlook":"at_risk","reason":"场地未定。"}"""),
        ["ListForecasts"] = new("GET", "tasks/{task}/forecasts", ReadsOfTask),
        ["ListReportObligations"] = new("GET", "report-obligations?list={list}", "401 200+ 200+ 200- 200+ 200+ 200+ 200- 403 200- 200- 200- 403"),
        ["RequestCompletion"] = new("POST", "tasks/{task}/completion-requests", LeadActs, """{"statement":"已完成。"}"""),
        ["ListCompletionRequests"] = new("GET", "tasks/{task}/completion-requests", ReadsOfTask),
        ["ReviewTask"] = new("POST", "tasks/{task}/reviews", Office("201", "404"), """{"decision":"accept"}""", "handed in"),
        ["ListReviews"] = new("GET", "tasks/{task}/reviews", ReadsOfTask),
        ["CloseTask"] = new("POST", "tasks/{task}/closures", Office("201", "404"), """{"outcome":"cancelled","reason":"不再办理。"}"""),
        ["ListClosures"] = new("GET", "tasks/{task}/closures", ReadsOfTask),
        ["RecheckTask"] = new("POST", "tasks/{task}/rechecks", Office("201", "404"), """{"finding":"failed","report":"问题反弹。"}""", "closed"),
        ["ListRechecks"] = new("GET", "tasks/{task}/rechecks", ReadsOfTask),
        ["ReceiveConclusion"] = new("POST", "tasks/{task}/closures/{closure}/receipts", LeadActs, null, "closed"),
        ["ListClosureReceipts"] = new("GET", "tasks/{task}/closures/{closure}/receipts", ReadsOfTask, null, "closed"),
        ["AppealAgainstClosing"] = new("POST", "tasks/{task}/appeals", LeadActs, """{"grounds":"已按期完成，附件可证。"}""", "closed"),
        ["ListAppealsOfTask"] = new("GET", "tasks/{task}/appeals", ReadsOfTask),
        ["RuleOnAppeal"] = new("POST", "tasks/{task}/appeals/{appeal}/ruling", Office("201", "404"), """{"ruling":"revoke","reason":"申请属实。"}""", "closed"),
        ["ListAppeals"] = new("GET", "appeals", "401 200 200 200 200 200 200 200 403 200 200 200 403"),
        ["SuspendTask"] = new("POST", "tasks/{task}/suspensions", Office("201", "404"), """{"reason":"等待批复。"}"""),
        ["ListSuspensions"] = new("GET", "tasks/{task}/suspensions", ReadsOfTask),
        ["ResumeTask"] = new("POST", "tasks/{task}/resumptions", Office("201", "404"), """{"reason":"已批复。"}""", "suspended"),
        ["RequestExtension"] = new("POST", "tasks/{task}/extension-requests", LeadOrOfficeActs, """{"reason":"x","progress":"x","newDate":"2019-06-30"}"""),
        ["ListExtensionRequests"] = new("GET", "tasks/{task}/extension-requests", ReadsOfTask),
        ["RuleOnExtension"] = new(
            "POST", "tasks/{task}/extension-requests/{extension}/decisions", "401 403 403 404 201 403 403 403 403 404 404 403 403", """{"decision":"grant"}"""),
        ["ListExtensionDecisions"] = new("GET", "tasks/{task}/extension-requests/{extension}/decisions", ReadsOfTask),
        ["RequestChange"] = new(
            "POST", "tasks/{task}/change-requests", LeadOrOfficeActs, """{"kind":"deadline","reason":"x","proposed":{"deadline":"2019-06-30"}}"""),
        ["ListChangeRequests"] = new("GET", "tasks/{task}/change-requests", ReadsOfTask),
        ["RuleOnChange"] = new("POST", "tasks/{task}/change-requests/{change}/decisions", Office("201", "404"), """{"decision":"grant"}"""),
        ["UrgeTask"] = new("POST", "tasks/{task}/urgings", Office("201", "404"), """{"words":"请抓紧。"}"""),
        ["ListUrgings"] = new("GET", "tasks/{task}/urgings", ReadsOfTask),
        ["IssueOrder"] = new("POST", "tasks/{task}/orders", Office("201", "404"), """{"level":"blue","demand":"请说明。"}"""),
        ["ListTaskOrders"] = new("GET", "tasks/{task}/orders", ReadsOfTask),
        ["ListOrders"] = new("GET", "orders", "401 200 200 200 200 200 200 200 403 200 200 200 403"),
        ["GetOrder"] = new("GET", "orders/{order}", ReadsOfTask),
        ["AnswerOrder"] = new("POST", "orders/{order}/answers", AddressedActs, """{"answer":"已办。"}"""),
        ["ListOrderAnswers"] = new("GET", "orders/{order}/answers", ReadsOfTask),
        ["RuleOnOrderAnswer"] = new("POST", "orders/{order}/rulings", Office("201", "404"), """{"decision":"accept"}""", "answered"),
        ["DemandRectification"] = new("POST", "tasks/{task}/rectifications", Office("201", "404"), """{"demand":"请整改。","rectifyBy":"2018-12-01"}"""),
        ["ListRectifications"] = new("GET", "tasks/{task}/rectifications", ReadsOfTask),
        ["ReportRectification"] = new("POST", "rectifications/{rectification}/reports", AddressedActs, """{"answer":"已改。"}"""),
        ["ListRectificationReports"] = new("GET", "rectifications/{rectification}/reports", ReadsOfTask),
        ["VerifyRectification"] = new("POST", "rectifications/{rectification}/verifications", Office("201", "404"), """{"decision":"accept"}""", "answered"),
        ["RecordInterview"] = new(
            "POST", "tasks/{task}/interviews", Office("201", "404"), """{"interviewed":"x","interviewer":"x","heldOn":"2018-01-02","matters":"x"}"""),
        ["ListInterviews"] = new("GET", "tasks/{task}/interviews", ReadsOfTask),
        ["RecordInstruction"] = new("POST", "tasks/{task}/instructions", Office("201", "404"), """{"leader":"x","words":"x","givenOn":"2018-01-02"}"""),
        ["ListInstructions"] = new("GET", "tasks/{task}/instructions", ReadsOfTask),
        ["ListAttention"] = new("GET", "attention-proposals?list={list}", Office("200", "200-")),
        ["GetOverview"] = new("GET", "statistics/overview", ListsTasks),
        ["GetRules"] = new("GET", "rules", "401 200 200 200 200 200 200 200 200 200 200 200 200"),
        ["ChangeRules"] = new("PATCH", "rules", Office("200", "200"), """{"receiptWorkingDays":4}"""),
        ["SetLightRules"] = new("POST", "light-rules", Office("201", "201"), """{"validFrom":"2030-01-01","lines":[{"condition":"overdue","colour":"red"}],"reason":"区办公会"}"""),
        ["ListLightRules"] = new("GET", "light-rules", "401 200 200 200 200 200 200 200 403 200 200 200 403"),
        ["SetReminderRules"] = new(
            "POST", "reminder-rules", Office("201", "201"), """{"validFrom":"2030-01-01","lines":[{"occasion":"task_due","offset":-7,"recipients":["contact"]}],"reason":"区办公会"}"""),
        ["ListReminderRules"] = new("GET", "reminder-rules", "401 200 200 200 200 200 200 200 403 200 200 200 403"),
        ["ListUnits"] = new("GET", "units", "401 200 200 200 200 200 200 200 200 200- 200- 200- 200-"),
        ["GetUnit"] = new("GET", "units/{unit}", "401 200 200 200 200 200 200 200 200 404 404 404 404"),
        ["CreateUnit"] = new("POST", "units", Admin("201", "201"), """{"name":"新局{n}","kind":"department"}"""),
        ["ChangeUnit"] = new("PATCH", "units/{unit}", Admin("200", "404"), """{"fullName":"东区甲局{n}"}"""),
        ["RunReminders"] = new("POST", "reminders/runs", Office("201", "201")),
        ["GetLedger"] = new("GET", "reminders/ledger", Office("200", "200")),
        ["ListDeliveries"] = new("GET", "deliveries", Office("200", "200")),
        ["GetDelivery"] = new("GET", "deliveries/{delivery}", Office("200", "404")),
        ["ResendDelivery"] = new("POST", "deliveries/{delivery}/resends", Office("201", "404"), """{"reason":"x"}""", "failed"),
        ["RecordBounce"] = new("POST", "deliveries/{delivery}/bounces", Office("201", "404"), """{"reason":"x"}""", "sent"),
        ["ListUnreachable"] = new("GET", "unreachable-recipients", OfficeOrAdmin("200", "200")),
        ["GetDistrictContacts"] = new("GET", "district-contacts", OfficeOrAdmin("200", "200")),
        ["KeepDistrictContacts"] = new("PUT", "district-contacts", OfficeOrAdmin("200", "200"), """{"office":{"phone":"65530000"}}"""),
        ["GetPreference"] = new("GET", "units/{unit}/preferences/contact", "401 200 403 403 200 403 403 403 403 404 404 403 403"),
        ["ChoosePreference"] = new("PUT", "units/{unit}/preferences/contact", "401 200 403 403 200 403 403 403 403 404 404 403 403", """{"at":"09:30"}"""),
        ["ListTemplates"] = new("GET", "message-templates", OfficeOrAdmin("200", "200")),
        ["KeepTemplates"] = new("PUT", "message-templates/notice", OfficeOrAdmin("200", "200"), """{"subject":"{{title}}","text":"{{body}}"}"""),
        ["ResetTemplate"] = new("DELETE", "message-templates/notice", OfficeOrAdmin("204", "204")),
        ["ListGateways"] = new("GET", "message-gateways", OfficeOrAdmin("200", "200")),
        ["CreateGateway"] = new("POST", "message-gateways", OfficeOrAdmin("201", "201"), """{"code":"sms{n}","name":"短信","kind":"sms","url":"https://sms.example.org/"}"""),
        ["ChangeGateway"] = new("PATCH", "message-gateways/{gateway}", OfficeOrAdmin("200", "404"), """{"name":"新名"}"""),
        ["DeleteGateway"] = new("DELETE", "message-gateways/{gateway}", OfficeOrAdmin("204", "404")),
        ["TestGateway"] = new("POST", "message-gateways/{gateway}/tests", OfficeOrAdmin("201", "404"), "{}"),
        ["MarkNotificationRead"] = new("POST", "notifications/{notification}/readings", "401 201+ 404 404 403 403 403 403 403 404 404 403 403"),
        ["MarkNotificationsRead"] = new("POST", "notifications/readings", "401 201 201 201 201 403 403 403 403 201 201 403 403", """{"upTo":1}"""),
        ["ListReminders"] = new("GET", "reminders", Office("200", "200-")),
        ["ListNotifications"] = new("GET", "notifications", "401 200+ 200 200- 200 403 200+ 200- 403 200- 200- 403 403"),
        ["GetNotification"] = new("GET", "notifications/{notification}", "401 200+ 404 404 200+ 403 200+ 404 403 404 404 403 403"),
        ["UploadDocument"] = new("POST", "documents", Office("201", "201"), "@file"),
        ["ListDocuments"] = new("GET", "documents", Office("200+", "200-")),
        ["GetDocument"] = new("GET", "documents/{document}", Office("200+", "404")),
        ["GetDraft"] = new("GET", "documents/{document}/draft", Office("200+", "404")),
        ["GetDocumentText"] = new("GET", "documents/{document}/text", Office("200+", "404")),
        ["ListFindings"] = new("GET", "documents/{document}/findings", Office("200", "404")),
        ["CorrectDraftItem"] = new("PATCH", "documents/{document}/draft/items/{item}", Office("200", "404"), """{"no":"9"}"""),
        ["WaiveFinding"] = new("POST", "documents/{document}/draft/items/{item}/waivers", Office("400", "404"), """{"code":"none-such","reason":"x"}"""),
        ["EditDraft"] = new("POST", "documents/{document}/draft/edits", Office("428", "404"), """{"kind":"include","itemId":1}"""),
        ["ListDraftEdits"] = new("GET", "documents/{document}/draft/edits", Office("200", "404")),
        ["UndoDraftEdit"] = new("POST", "documents/{document}/draft/undos", Office("400", "404"), """{"editId":99999}"""),
        ["AddDraftAlias"] = new("POST", "documents/{document}/draft/aliases", Office("201", "404"), """{"name":"区丙甲{n}局","unit":"区丙局"}"""),
        ["GetDiff"] = new("GET", "documents/{document}/diff", Office("200+", "404")),
        ["ConfirmDocument"] = new("POST", "documents/{document}/confirmation", Office("200", "404"), "{}"),
    };

    private static string Admin(string own, string foreign) => $"401 403 403 403 403 403 403 403 {own} 403 403 403 {foreign}";

    private static string OfficeOrAdmin(string own, string foreign) => $"401 403 403 403 {own} 403 403 403 {own} 403 {foreign} 403 {foreign}";

    private static string Office(string own, string foreign) => $"401 403 403 403 {own} 403 403 403 403 403 {foreign} 403 403";
}
