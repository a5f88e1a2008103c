using Hangfire;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Authentication;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Jobs;

/// <summary>
/// Hangfire's dashboard: what ran, what comes, what failed. Admins alone see it, also from the machine itself, by their key in the header or by
/// the pass of the sign-in page; it is put together when it is first opened.
/// </summary>
internal static class Dashboard
{
    /// <summary>Says of a request that an admin makes it.</summary>
    private const string IsAdmin = "tasktracker.jobs.admin";

    public static void Map(WebApplication app)
    {
        var pipeline = new Lazy<RequestDelegate>(() => Build(app.Services));
        app.Map(JobsFeature.Path + "/{**page}", (HttpContext http, Database database, TimeProvider clock) => ShowAsync(http, database, clock, pipeline))
            .WithMetadata(new ContentPolicy(ContentPolicy.OfPages)).ExcludeFromDescription();
    }

    private static async Task ShowAsync(HttpContext http, Database database, TimeProvider clock, Lazy<RequestDelegate> pipeline)
    {
        if (!http.RequestServices.GetRequiredService<JobsSettings>().Enabled)
        {
            await Problems.Of(StatusCodes.Status404NotFound, "not-found", "Jobs are off in this instance (Jobs:Enabled).").ExecuteAsync(http);
            return;
        }

        if (http.User.IsInRole(EnumNames.Of(Role.Admin)))
            http.Items[IsAdmin] = true;
        else if (http.User.Identity?.IsAuthenticated == true)
        {
            await http.ForbidAsync();
            return;
        }
        else if (http.Request.Headers.Authorization.Count > 0 || !await HasPassAsync(http, database, clock))
        {
            await (IsBrowser(http.Request) ? RedirectAsync(http) : http.ChallengeAsync());
            return;
        }
        else if (!HttpMethods.IsGet(http.Request.Method) && !SignIn.IsFromHere(http.Request))
        {
            await Problems.Of(StatusCodes.Status403Forbidden, "forbidden", "This form was sent from another site.").ExecuteAsync(http);
            return;
        }

        http.Response.Headers["Referrer-Policy"] = JobsFeature.ReferrerPolicy;
        await pipeline.Value(http);
    }

    private static async Task<bool> HasPassAsync(HttpContext http, Database database, TimeProvider clock)
    {
        if (http.Request.Cookies[DashboardPass.CookieName] is not { } pass)
            return false;

        await using var session = await database.OpenAsync(http.RequestAborted);
        if (!await session.AcceptAsync(pass, clock.Now()))
            return false;

        http.Items[IsAdmin] = true;
        return true;
    }

    private static bool IsBrowser(HttpRequest request) =>
        request.Headers.Authorization.Count == 0 && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static Task RedirectAsync(HttpContext http)
    {
        http.Response.Redirect(SignIn.Path);
        return Task.CompletedTask;
    }

    private static RequestDelegate Build(IServiceProvider services)
    {
        var storage = services.GetRequiredService<Lazy<JobStorage>>().Value;
        var options = new DashboardOptions
        {
            AppPath = null,
            DashboardTitle = "TaskTracker",
            DisplayStorageConnectionString = false,
            // Sent forms are held against the place they come from; the framework's tokens would leave keys on the disk.
            IgnoreAntiforgeryToken = true,
            Authorization = [new AdminsOnly()],
            IsReadOnlyFunc = context => !AdminsOnly.Is(context),
        };
        var builder = new ApplicationBuilder(new DashboardServices(services, storage));
        builder.UseHangfireDashboard(JobsFeature.Path, options, storage);
        return builder.Build();
    }

    private sealed class AdminsOnly : IDashboardAuthorizationFilter
    {
        public static bool Is(DashboardContext context) => context.GetHttpContext().Items.ContainsKey(IsAdmin);

        public bool Authorize(DashboardContext context) => Is(context);
    }

    /// <summary>What the dashboard asks for besides the service's own: Hangfire's registration would put it all together at every start.</summary>
    private sealed class DashboardServices(IServiceProvider services, JobStorage storage) : IServiceProvider
    {
        public object? GetService(Type serviceType) =>
            serviceType == typeof(JobStorage) ? storage
            : serviceType == typeof(Hangfire.Dashboard.RouteCollection) ? DashboardRoutes.Routes
            : serviceType == typeof(IGlobalConfiguration) ? GlobalConfiguration.Configuration
            : services.GetService(serviceType);
    }
}
