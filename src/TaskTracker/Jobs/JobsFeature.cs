namespace TaskTracker.Jobs;

/// <summary>The scheduler's dashboard for admins, at <c>/jobs</c>; it is no part of the API.</summary>
internal static class JobsFeature
{
    public const string Path = "/jobs";

    /// <summary>A form must name the place that it comes from; over plain HTTP a browser says nothing else of it.</summary>
    public const string ReferrerPolicy = "same-origin";

    public static void MapJobs(this WebApplication app)
    {
        SignIn.Map(app);
        Dashboard.Map(app);
    }
}
