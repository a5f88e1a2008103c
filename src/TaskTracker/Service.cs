using TaskTracker.Assigning;
using TaskTracker.Auth;
using TaskTracker.Calendars;
using TaskTracker.Channels;
using TaskTracker.Deliveries;
using TaskTracker.Documents;
using TaskTracker.Documents.Readers;
using TaskTracker.Evidence;
using TaskTracker.Jobs;
using TaskTracker.Notifications;
using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Platform.OpenApi;
using TaskTracker.Progress;
using TaskTracker.Recipients;
using TaskTracker.Reminders;
using TaskTracker.Rules;
using TaskTracker.Statistics;
using TaskTracker.Supervision;
using TaskTracker.Tasks;
using TaskTracker.Templates;
using TaskTracker.Timing;
using TaskTracker.Units;

namespace TaskTracker;

/// <summary>The service put together: what it is made of, and which features it serves.</summary>
internal static class Service
{
    private const long MaxBody = 1024 * 1024;
    private static readonly TimeSpan TimeToFinish = TimeSpan.FromSeconds(30);

    /// <param name="args">Settings as <c>--Name=value</c>.</param>
    /// <param name="configure">What a test changes before the service is built.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Settings.EnvironmentName,
        });
        builder.ListenByDefault();
        AddPlatform(builder);
        AddFeatures(builder.Services);
        configure?.Invoke(builder);

        var app = builder.Build();
        UsePlatform(app);
        MapFeatures(app);
        app.MapJobs();
        return app;
    }

    private static void AddPlatform(WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.AnswerRejected();
            kestrel.Limits.MaxRequestBodySize = MaxBody;
        });
        builder.Logging.AddServiceLog(builder.Environment);

        var services = builder.Services;
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeToFinish);
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json => Json.ConfigureRequests(json.SerializerOptions));
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = Problems.Complete);
        services.AddExceptionHandler<Faults>();
        services.AddProxies();
        services.AddRates();
        services.AddDatabase(builder.Configuration);
        services.AddSingleton(_ => ReadingLimits.From(builder.Configuration));
        services.AddSingleton(provider => ShiftedClock.From(builder.Configuration, provider.GetRequiredService<IHostEnvironment>()));
        services.AddAuth();
        services.AddHealth();
        services.AddContract();
    }

    private static void AddFeatures(IServiceCollection services)
    {
        services.AddOutbox();
        services.AddTasks();
        services.AddNotifications();
        services.AddProgress();
        services.AddEvidenceFiles();
        services.AddRecipients();
        services.AddChannels();
        services.AddReminders();
        services.AddDeliveries();
        services.AddTiming();
        services.AddSchedules();
    }

    private static void UsePlatform(WebApplication app)
    {
        app.UseAnswersToRejected();
        app.UseProxies();
        app.UseMiddleware<AnswerHeaders>();
        if (app.Environment.IsProduction())
            app.UseHsts();
        app.UseRequestLog();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseRouting();
        app.UseMiddleware<ConditionalGet>();
        app.UseAuthentication();
        app.UseRates();
        app.UseAuthorization();
        app.UseMiddleware<Idempotency>();
        app.MapFrontPage();
        app.MapHealth();
        app.MapContract();
    }

    private static void MapFeatures(WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapDocuments();
        api.MapTasks();
        api.MapAssigning();
        api.MapTiming();
        api.MapProgress();
        api.MapEvidence();
        api.MapSupervision();
        api.MapStatistics();
        api.MapUnits();
        api.MapRules();
        api.MapCalendars();
        api.MapReminders();
        api.MapNotifications();
        api.MapRecipients();
        api.MapTemplates();
        api.MapChannels();
        api.MapDeliveries();
    }
}
