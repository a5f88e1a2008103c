using System.Text.Json.Nodes;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Scenarios;

/// <summary>Holds what the service says on a day against what the oracle says.</summary>
internal static class Comparison
{
    private static readonly string[] s_colours = ["red", "yellow", "green", "none"], s_states = ["due", "met", "late", "missing", "excused"];

    /// <summary>Everything: the tasks, the numbers, and each list that can be asked for.</summary>
    public static async Task CompareAsync(this Office office)
    {
        await office.CompareNumbersAsync();
        await office.CompareListsAsync();
        await office.CompareClosuresAsync();
    }

    /// <summary>Every task with its light and lateness, and the numbers of the overview.</summary>
    public static async Task CompareNumbersAsync(this Office office)
    {
        var (oracle, day) = (office.Oracle, office.Today);
        var tasks = await office.AllAsync("tasks?limit=200");
        Assert.That(tasks.Select(ShownLine), Is.EqualTo(oracle.Tasks.OrderBy(task => task.Id).Select(task => ToldLine(task, day))), $"the tasks on {day}");

        var overview = await office.Supervision.GetJsonAsync("statistics/overview");
        var numbers = new List<string> { Numbers("all", overview["all"]!) };
        var told = new List<string> { Numbers("all", oracle.Tasks, day) };
        numbers.AddRange(overview["lists"]!.AsArray().Select(list => Numbers($"list {list!["listId"]}", list["numbers"]!)));
        told.AddRange(oracle.Tasks.GroupBy(task => task.List).OrderBy(list => list.Key).Select(list => Numbers($"list {list.Key}", list, day)));
        numbers.AddRange(overview["units"]!.AsArray().Where(unit => office.Followed.Contains((string)unit!["name"]!))
            .Select(unit => Numbers((string)unit!["name"]!, unit["numbers"]!)).Order(StringComparer.Ordinal));
        told.AddRange(office.LinesOfUnits().Select(line => Numbers(line.Unit, line.Tasks, day)).Order(StringComparer.Ordinal));

        Assert.That(numbers, Is.EqualTo(told), $"the overview on {day}");
        Assert.That((int)overview["missingReceipts"]!["number"]!, Is.EqualTo(oracle.Tasks.Sum(task => task.ReceiptsMissing(day))), $"missing receipts on {day}");
    }

    /// <summary>Follows every link of the overview's totals, of the list's line and of some units' lines to the list that it opens.</summary>
    public static async Task FollowAsync(this Office office)
    {
        var overview = await office.Supervision.GetJsonAsync("statistics/overview");
        var lines = new List<JsonNode> { overview["all"]! };
        lines.AddRange(overview["lists"]!.AsArray().Where(list => (long)list!["listId"]! == office.List).Select(list => list!["numbers"]!));
        lines.AddRange(overview["units"]!.AsArray().Where(unit => office.Followed.Contains((string)unit!["name"]!)).Select(unit => unit!["numbers"]!));
        Assert.That(lines, Has.Count.EqualTo(2 + office.LinesOfUnits().Count()));
        foreach (var count in lines.SelectMany(line => line.AsObject()).Select(pair => pair.Value!).Append(overview["missingReceipts"]!))
        {
            var (href, number) = ((string)count["href"]!, (int)count["number"]!);
            Assert.That(await office.TotalAsync(href), Is.EqualTo(number), $"{href} on {office.Today}");
            if (number is > 0 and <= 200)
                Assert.That(await office.AllAsync(href), Has.Count.EqualTo(number), $"{href} on {office.Today}");
        }
    }

    /// <summary>The units whose numbers are compared that have a line of their own on the day, each with the tasks that count for it.</summary>
    private static IEnumerable<(string Unit, TaskAsTold[] Tasks)> LinesOfUnits(this Office office) => office.Followed
        .Where(unit => !office.Oracle.Heirs.ContainsKey(unit))
        .Select(unit => (unit, office.Oracle.Tasks.Where(task => task.EverLed.Any(led => office.Oracle.Heirs.GetValueOrDefault(led, led) == unit)).ToArray()))
        .Where(line => line.Item2.Length > 0);

    /// <summary>Why and how late each task was closed.</summary>
    private static async Task CompareClosuresAsync(this Office office)
    {
        foreach (var task in office.Oracle.Tasks.Where(task => !task.IsOpen))
        {
            var closure = (await office.Supervision.GetJsonAsync($"tasks/{task.Id}/closures"))["items"]!.AsArray().Single()!;
            Assert.That(
                $"{closure["outcome"]} {(string?)closure["cause"]} {closure["daysLate"]} on {(string?)closure["closedOn"]}",
                Is.EqualTo($"{task.Outcome} {task.Cause} {task.DaysLate} on {task.ClosedOn:yyyy-MM-dd}"), $"the closing of {task.Id} on {office.Today}");
        }
    }

    private static async Task CompareListsAsync(this Office office)
    {
        var (oracle, day) = (office.Oracle, office.Today);
        foreach (var colour in s_colours)
        {
            long[] expected = [.. oracle.Tasks.Where(task => task.LightOn(day) == colour).Select(task => task.Id).Order()];
            Assert.That(await office.TotalAsync($"tasks?light={colour}"), Is.EqualTo(expected.Length), $"{colour} on {day}");
            Assert.That((await office.AllAsync($"tasks?light={colour}&limit=200")).Select(task => (long)task["id"]!), Is.EqualTo(expected), $"{colour} on {day}");
        }

        foreach (var state in s_states)
        {
            Assert.That(
                (await office.AllAsync($"report-obligations?state={state}&limit=200")).Select(owed => $"{owed["taskId"]} {owed["period"]} {owed["unit"]!["name"]}"),
                Is.EquivalentTo(oracle.Tasks.SelectMany(task => task.Reports.Where(owed => owed.StateOn(day) == state).Select(owed => $"{task.Id} {owed.Period} {owed.Unit}"))),
                $"reports {state} on {day}");
        }

        Assert.That(
            (await office.AllAsync($"missing-receipts?list={office.List}&limit=200")).Select(missing => $"{missing["taskId"]} {missing["unit"]!["name"]}"),
            Is.EquivalentTo(oracle.Tasks.Where(task => task.List == office.List && task.IsOpen)
                .SelectMany(task => task.Parts.Where(part => part.ReceivedOn is null && part.ReceiptDueOn < day).Select(part => $"{task.Id} {part.Unit}"))),
            $"missing receipts of the list on {day}");
        Assert.That(
            (await office.AllAsync("orders?state=missed")).Select(order => (long)order["taskId"]!),
            Is.EqualTo(oracle.Orders.Where(order => order.AnswerBy < day).Select(order => order.Task)),
            $"missed orders on {day}");
    }

    private static async Task<int> TotalAsync(this Office office, string href)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, href);
        request.Headers.Add("Prefer", "return=total-count");
        using var list = await office.Supervision.SendAsync(request);
        return int.Parse(list.Headers.GetValues("X-Total-Count").Single(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string Numbers(string of, JsonNode numbers) =>
        $"{of}: {string.Join(", ", numbers.AsObject().Select(pair => $"{pair.Key} {pair.Value!["number"]}"))}";

    private static string Numbers(string of, IEnumerable<TaskAsTold> tasks, DateOnly day)
    {
        TaskAsTold[] all = [.. tasks];
        return $"{of}: total {all.Length}, closed {all.Count(task => !task.IsOpen)}, closedLate {all.Count(task => task.IsClosedLate)}, "
            + $"open {all.Count(task => task.IsOpen)}, overdue {all.Count(task => task.IsOverdue(day))}, dueIn30Days {all.Count(task => task.IsDueSoon(day))}, "
            + "openSubtasks 0, overdueSubtasks 0";
    }

    private static string ShownLine(JsonNode task) =>
        $"{task["id"]} {task["state"]} due {(string?)task["dueOn"]} percent {task["percent"]} light {task["light"]!["colour"]} {(string?)task["light"]!["rule"]} {(string?)task["light"]!["since"]} overdue {task["daysOverdue"]} "
        + $"closed late {task["closedLate"]} was late {task["wasLate"]} completed {(string?)task["completedOn"]} extended {task["extensionCount"]} answering {task["parties"]!["answering"]} "
        + $"received {task["parties"]!["received"]} handed in {task["parties"]!["handedIn"]} of {task["parties"]!["leading"]}";

    private static string ToldLine(TaskAsTold task, DateOnly day) =>
        $"{task.Id} {task.State} due {task.DueOn:yyyy-MM-dd} percent {task.Percent} light {task.LightOn(day)} {task.SignOn(day).Rule} {task.SignOn(day).Since:yyyy-MM-dd} overdue {task.DaysOverdue(day)} "
        + $"closed late {(task.IsClosedLate ? "true" : "false")} was late {(task.WasLate ? "true" : "false")} completed {task.CompletedOn:yyyy-MM-dd} extended {task.Extensions} answering {task.Parts.Count} "
        + $"received {task.Parts.Count(part => part.ReceivedOn is not null)} handed in {task.Leads.Count(lead => lead.HandedInOn is not null)} of {task.Leads.Count()}";
}
