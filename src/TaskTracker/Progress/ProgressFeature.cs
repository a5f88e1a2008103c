namespace TaskTracker.Progress;

/// <summary>What units do on their tasks: acknowledge and report.</summary>
internal static class ProgressFeature
{
    public static void MapProgress(this IEndpointRouteBuilder api)
    {
        AcknowledgeTask.Map(api.MapGroup("/tasks/{taskId:long}/receipts").WithTags("Progress"));

        var reports = api.MapGroup("/tasks/{taskId:long}/progress-reports").WithTags("Progress");
        ReportProgress.Map(reports);
        GetProgressReport.Map(reports);
    }
}
