using System.Text.RegularExpressions;

namespace TaskTracker.Tests.Architecture;

/// <summary>Which folder of the service may use which; all folders stand here.</summary>
internal static partial class FolderRules
{
    /// <summary>What every folder may use; Platform itself may use none of the folders.</summary>
    private static readonly string[] Everyone = ["Auth", "Platform"];

    public static readonly IReadOnlyDictionary<string, string[]> MayUse = new Dictionary<string, string[]>
    {
        ["Platform"] = [],
        ["Assigning"] = ["Audit", "Calendars", "Outbox", "Supervision", "Tasks"],
        ["Audit"] = [],
        // Making and revoking a key is an act that the trail records.
        ["Auth"] = ["Audit"],
        ["Calendars"] = ["Audit"],
        // The command line drives what the features offer.
        ["Commands"] = ["Calendars", "Documents", "Tasks", "Units"],
        ["Jobs"] = [],
        ["Rules"] = ["Audit"],
        ["Documents"] = ["Audit", "Outbox", "Tasks", "Units"],
        // A file is added to a report, as its unit amends it.
        ["Evidence"] = ["Audit", "Outbox", "Progress", "Tasks"],
        // What a unit is told of is named by the events of the features that publish them.
        ["Notifications"] = ["Outbox", "Progress", "Recipients", "Supervision", "Tasks", "Timing"],
        // Mail and gateways know nothing of tasks: they are handed words and an address.
        ["Channels"] = ["Audit", "Recipients"],
        ["Deliveries"] = ["Audit", "Calendars", "Channels", "Notifications", "Recipients", "Reminders", "Rules", "Templates"],
        ["Templates"] = ["Audit"],
        ["Outbox"] = [],
        ["Progress"] = ["Audit", "Outbox", "Tasks"],
        // A digest is written in the transaction of its reminders, not announced and written later.
        ["Reminders"] = ["Calendars", "Channels", "Notifications", "Recipients", "Rules", "Tasks", "Templates"],
        ["Recipients"] = ["Audit", "Rules"],
        // A number equals its list because both are made by TaskFilter.
        ["Statistics"] = ["Rules", "Tasks"],
        ["Supervision"] = ["Audit", "Calendars", "Outbox", "Rules", "Tasks"],
        ["Tasks"] = ["Audit", "Calendars", "Outbox", "Rules"],
        ["Timing"] = ["Audit", "Calendars", "Outbox", "Tasks"],
        // A changed register shows the units as tasks do, and ties the tasks that print one of its names.
        ["Units"] = ["Audit", "Tasks"],
    };

    public static IEnumerable<string> Violations(IEnumerable<SourceFile> service)
    {
        foreach (var file in service.Where(file => file.Folder.Length > 0))
        {
            if (!MayUse.TryGetValue(file.Folder, out var allowed))
            {
                yield return $"{file.Path}: the folder {file.Folder} does not stand in the MayUse table.";
                continue;
            }

            string[] all = file.Folder == "Platform" ? [file.Folder, "Core"] : [file.Folder, "Core", .. Everyone, .. allowed];
            foreach (var used in UsedBy(file).Where(used => !all.Contains(used)))
                yield return $"{file.Path}: {file.Folder} may not use {used}.";
        }
    }

    private static IEnumerable<string> UsedBy(SourceFile file) =>
        FullName.Matches(file.Text).Select(match => match.Groups[1].Value).Distinct();

    [GeneratedRegex(@"(?<!namespace )\bTaskTracker\.(\w+)")]
    private static partial Regex FullName { get; }
}
