using System.Text.RegularExpressions;

namespace TaskTracker.Tests.Architecture;

/// <summary>Which folder of the service writes which table; others read it.</summary>
internal static partial class TableRules
{
    public static readonly IReadOnlyDictionary<string, string> OwnerOfTable = new Dictionary<string, string>
    {
        ["api_keys"] = "Auth",
        ["audit_entries"] = "Audit",
        ["calendar_years"] = "Calendars",
        ["change_requests"] = "Supervision",
        ["closures"] = "Supervision",
        ["confirmed_repeals"] = "Assigning",
        ["completion_requests"] = "Supervision",
        ["deliveries"] = "Deliveries",
        ["delivery_turns"] = "Deliveries",
        ["demand_answers"] = "Supervision",
        ["demands"] = "Supervision",
        ["district_contacts"] = "Recipients",
        ["district_rules"] = "Rules",
        ["districts"] = "Units",
        ["document_repeals"] = "Documents",
        ["document_texts"] = "Documents",
        ["documents"] = "Documents",
        ["draft_edit_items"] = "Documents",
        ["draft_edits"] = "Documents",
        ["draft_items"] = "Documents",
        ["evidence"] = "Evidence",
        ["evidence_uploads"] = "Evidence",
        ["extension_decisions"] = "Supervision",
        ["extension_requests"] = "Supervision",
        ["finding_waivers"] = "Documents",
        ["forecasts"] = "Progress",
        ["hand_over_requests"] = "Supervision",
        ["appeals"] = "Supervision",
        ["closure_receipts"] = "Supervision",
        ["idempotency_keys"] = "Platform",
        ["instructions"] = "Supervision",
        ["interviews"] = "Supervision",
        ["light_rules"] = "Rules",
        ["merged_entries"] = "Documents",
        ["message_gateways"] = "Channels",
        ["message_templates"] = "Templates",
        ["notices"] = "Notifications",
        ["notifications"] = "Notifications",
        ["order_numbers"] = "Supervision",
        ["outbox_messages"] = "Outbox",
        ["progress_report_versions"] = "Progress",
        ["progress_reports"] = "Progress",
        ["receipts"] = "Progress",
        ["recipient_preferences"] = "Recipients",
        ["rechecks"] = "Supervision",
        ["reminder_clocks"] = "Reminders",
        ["reminder_rules"] = "Rules",
        ["reminder_runs"] = "Reminders",
        ["reminders"] = "Reminders",
        // Who owes a report follows from who answers for a task, and is written where that is.
        ["report_clocks"] = "Tasks",
        ["report_merges"] = "Progress",
        ["report_obligations"] = "Tasks",
        ["report_reviews"] = "Progress",
        ["reviews"] = "Supervision",
        ["schema_migrations"] = "Platform",
        ["source_documents"] = "Documents",
        ["suspensions"] = "Supervision",
        ["task_dates"] = "Timing",
        ["task_grams"] = "Tasks",
        ["task_links"] = "Assigning",
        ["task_lists"] = "Documents",
        ["task_parties"] = "Tasks",
        ["task_persons"] = "Assigning",
        ["task_rests"] = "Tasks",
        ["task_stages"] = "Tasks",
        ["task_units"] = "Tasks",
        ["tasks"] = "Tasks",
        ["unit_aliases"] = "Units",
        ["unit_members"] = "Units",
        ["unit_standings"] = "Tasks",
        ["units"] = "Units",
        ["unreachable_recipients"] = "Deliveries",
        ["urgings"] = "Supervision",
    };

    public static IEnumerable<string> Violations(IEnumerable<SourceFile> service)
    {
        foreach (var file in service)
        {
            foreach (Match write in Write.Matches(file.Text))
            {
                var table = write.Groups["table"].Value;
                if (!OwnerOfTable.TryGetValue(table, out var owner))
                    yield return $"{file.Path}: \"{write.Value}\" writes a table that has no owner in the table.";
                else if (owner != file.Folder)
                    yield return $"{file.Path}: \"{write.Value}\" writes a table of {owner}.";
            }
        }
    }

    public static IEnumerable<string> TablesOf(string migrations) => Create.Matches(migrations).Select(match => match.Groups[1].Value);

    /// <summary>Any writing statement, a name put together at run time included; the update of an upsert is part of its insert.</summary>
    [GeneratedRegex(@"\b(?:insert into|delete from|update(?=\s+[\w{}]+\s+(?:\w+\s+)?set\b))\s+(?<table>[\w{}]+)")]
    private static partial Regex Write { get; }

    [GeneratedRegex(@"create table (?:if not exists )?(\w+)")]
    private static partial Regex Create { get; }
}
