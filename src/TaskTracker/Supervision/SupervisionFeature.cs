namespace TaskTracker.Supervision;

/// <summary>From "done" to closed: completion requests and the office's reviews.</summary>
internal static class SupervisionFeature
{
    public static void MapSupervision(this IEndpointRouteBuilder api)
    {
        RequestCompletion.Map(api.MapGroup("/tasks/{taskId:long}/completion-requests").WithTags("Supervision"));
        ReviewTask.Map(api.MapGroup("/tasks/{taskId:long}/reviews").WithTags("Supervision"));
    }
}
