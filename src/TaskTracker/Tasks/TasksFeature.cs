namespace TaskTracker.Tasks;

/// <summary>The record and its list: reading, recording from elsewhere, correcting. What units and the office do to it are features of their own.</summary>
internal static class TasksFeature
{
    public static void AddTasks(this IServiceCollection services) => services.AddScoped<RelightTasks>();

    public static void MapTasks(this IEndpointRouteBuilder api)
    {
        var tasks = api.MapGroup("/tasks").WithTags("Tasks");
        ListTasks.Map(tasks);
        CreateTask.Map(tasks);
        GetTask.Map(tasks);
        CorrectTask.Map(tasks);
        GetTaskHistory.Map(tasks);

        var lists = api.MapGroup("/task-lists").WithTags("Task lists");
        ListTaskLists.Map(lists);
    }
}
