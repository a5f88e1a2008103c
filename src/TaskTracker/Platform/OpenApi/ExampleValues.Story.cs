using System.Text.Json.Nodes;
using TaskTracker.Platform.OpenApi.Story;

namespace TaskTracker.Platform.OpenApi;

/// <content>The story itself: which fields it leaves empty, and the values of the others.</content>
internal static partial class ExampleValues
{
    private static readonly HashSet<string> Null =
    [
        "parentId", "predecessor", "firstLead", "group", "PartyView.persons", "AddSubtaskRequest.persons",
        "closedAt", "lapsedAt", "mergedIn", "completedOn", "outcome", "suspendedOn", "returnedOn", "handInAgainBy", "datedPart", "exemptionBasis", "supersededByTaskId",
        "supersededByDocument", "changeRequestId", "endedOn", "endedAt", "endedBy", "endReason", "decisionReason", "decidedAt", "decidedBy",
        "TaskView.outcome", "Review.unitId", "ReviewTaskRequest.unit", "CloseTaskRequest.cause", "Order.answeredOn", "Rectification.reportedOn",
        "DemandAnswer.decision", "DemandAnswer.reason", "DemandAnswer.newDate", "handedInOn", "recurrence", "printedStatus", "basis", "currentUnit", "successor", "validTo",
        "DeliveryView.nextTryAt", "DeliveryView.failure", "DeliveryView.detail", "TestResult.detail", "UnreachableView.address", "RecipientPreference.channels",
        "TemplateView.html", "KeepTemplatesRequest.html", "Leader.preference", "Desk.preference",
        "Reminder.sendAfter", "Reminder.failure", "deliveryId", "every", "ReminderRulesView.listId", "SetReminderRulesRequest.listId",
        "revokedAt", "readAt", "start", "startOn", "doneOn", "doneBy", "eventOn", "relativeLimit", "limit", "deadlineBefore", "nextDueOn", "CalendarYearView.findings", "metOn", "metBy", "excusedOn", "excusedFor", "ObligationView.reportId", "returnReason", "amendedAt", "DueRule.month", "DueRule.weekday", "CompletionRequest.decision", "DraftItemView.taskId", "excluded", "undoes",
        "EditDraftRequest.texts", "EditDraftRequest.nextIds", "EditDraftRequest.list", "EditDraftRequest.ordinal", "UnitFields.members", "UnitView.members",
    ];

    private static readonly Dictionary<string, JsonNode> Values =
        new[] { StoryOfTasks.Values, StoryOfProgress.Values, StoryOfSupervision.Values, StoryOfReminders.Values }.SelectMany(values => values).ToDictionary();
}
