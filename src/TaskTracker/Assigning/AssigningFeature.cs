namespace TaskTracker.Assigning;

/// <summary>On whom a task is laid and how it is broken down: parties, persons, sub-tasks, links, repeals.</summary>
internal static class AssigningFeature
{
    public static void MapAssigning(this IEndpointRouteBuilder api)
    {
        var task = api.MapGroup("/tasks/{taskId:long}").WithTags("Assigning");
        ListParties.Map(task);
        NamePersons.Map(task);
        AddSubtask.Map(task);
        FanOut.Map(task);
        LinkTasks.Map(task);
        ListLinks.Map(task);
        UnlinkTasks.Map(task);
        ListMissingReceipts.Map(api.MapGroup("/missing-receipts").WithTags("Assigning"));
        ConfirmRepeal.Map(api.MapGroup("/documents").WithTags("Documents"));
    }
}
