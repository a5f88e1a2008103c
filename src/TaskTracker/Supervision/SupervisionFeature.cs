namespace TaskTracker.Supervision;

/// <summary>
/// From "done" to closed and back, and what the office does on the way: reviews, closings, look-backs, appeals; extensions, changes and
/// hand-overs; urgings, orders, rectifications, interviews, instructions.
/// </summary>
internal static class SupervisionFeature
{
    public static void MapSupervision(this IEndpointRouteBuilder api)
    {
        var task = api.MapGroup("/tasks/{taskId:long}").WithTags("Supervision");
        RequestCompletion.Map(task.MapGroup("/completion-requests"));
        ReviewTask.Map(task.MapGroup("/reviews"));
        var closures = task.MapGroup("/closures");
        CloseTask.Map(closures);
        ReceiveConclusion.Map(closures);
        RecheckTask.Map(task.MapGroup("/rechecks"));
        AppealAgainstClosing.Map(task.MapGroup("/appeals"));
        RuleOnAppeal.Map(task.MapGroup("/appeals"));
        SuspendTask.Map(task);

        var extensions = task.MapGroup("/extension-requests");
        RequestExtension.Map(extensions);
        RuleOnExtension.Map(extensions);
        var changes = task.MapGroup("/change-requests");
        RequestChange.Map(changes);
        RuleOnChange.Map(changes);
        RequestHandOver.Map(task);
        RuleOnHandOver.Map(task);

        UrgeTask.Map(task.MapGroup("/urgings"));
        IssueOrder.Map(task.MapGroup("/orders"));
        DemandRectification.Map(task.MapGroup("/rectifications"));
        RecordInterview.Map(task.MapGroup("/interviews"));
        RecordInstruction.Map(task.MapGroup("/instructions"));

        ListAppeals.Map(api.MapGroup("/appeals").WithTags("Supervision"));
        var orders = api.MapGroup("/orders").WithTags("Supervision");
        ListOrders.Map(orders);
        AnswerDemand.MapOrders(orders);
        RuleOnAnswer.MapOrders(orders);
        var rectifications = api.MapGroup("/rectifications").WithTags("Supervision");
        AnswerDemand.MapRectifications(rectifications);
        RuleOnAnswer.MapRectifications(rectifications);
    }
}
