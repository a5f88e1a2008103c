namespace TaskTracker.Timing;

/// <summary>Time inside a task: milestones, the occurrences of recurring duties, and dates that are filled in later.</summary>
internal static class TimingFeature
{
    public static void AddTiming(this IServiceCollection services)
    {
        services.AddScoped<OpenOccurrences>();
        services.AddScoped<ReckonAgain>();
    }

    public static void MapTiming(this IEndpointRouteBuilder api)
    {
        var milestones = api.MapGroup("/tasks/{taskId:long}/milestones").WithTags("Timing");
        var occurrences = api.MapGroup("/tasks/{taskId:long}/occurrences").WithTags("Timing");
        ListStages.Map(milestones, occurrences);
        AddMilestone.Map(milestones);
        CompleteStage.Map(milestones, occurrences);
        ReopenStage.Map(milestones, occurrences);

        var dates = api.MapGroup("/tasks/{taskId:long}/dates").WithTags("Timing");
        SetDate.Map(dates);
        DateRecords.Map(dates);
        EnterEvent.Map(api.MapGroup("/tasks/{taskId:long}/events").WithTags("Timing"));
    }
}
