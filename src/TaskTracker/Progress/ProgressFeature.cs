namespace TaskTracker.Progress;

/// <summary>What units do on their tasks: acknowledge, report, warn; and which reports they owe.</summary>
internal static class ProgressFeature
{
    public static void AddProgress(this IServiceCollection services) => services.AddScoped<OpenReportPeriods>();

    public static void MapProgress(this IEndpointRouteBuilder api)
    {
        AcknowledgeTask.Map(api.MapGroup("/tasks/{taskId:long}/receipts").WithTags("Progress"));

        var reports = api.MapGroup("/tasks/{taskId:long}/progress-reports").WithTags("Progress");
        ReportProgress.Map(reports);
        GetProgressReport.Map(reports);
        AmendReport.Map(reports);
        ListReportVersions.Map(reports);
        ReviewReport.Map(reports);

        DeclareForecast.Map(api.MapGroup("/tasks/{taskId:long}/forecasts").WithTags("Progress"));
        ListReportObligations.Map(api.MapGroup("/report-obligations").WithTags("Report obligations"));
    }
}
