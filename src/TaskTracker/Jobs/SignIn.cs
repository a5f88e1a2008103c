using TaskTracker.Platform;

namespace TaskTracker.Jobs;

/// <summary>An admin signs in to the dashboard with a key, and out again.</summary>
internal static class SignIn
{
    public const string Path = JobsFeature.Path + "/sign-in", OutPath = JobsFeature.Path + "/sign-out";
    private const int LongestKey = 200;

    public static void Map(IEndpointRouteBuilder app)
    {
        var policy = new ContentPolicy("default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        app.MapGet(Path, (HttpContext http) => PageAsync(http, StatusCodes.Status200OK, "")).WithMetadata(policy).ExcludeFromDescription();
        app.MapPost(Path, HandleAsync).WithMetadata(policy).ExcludeFromDescription();
        app.MapPost(OutPath, SignOutAsync).ExcludeFromDescription();
    }

    /// <summary>Whether a form was sent from a page of this service; browsers say so, and other clients send no cookie.</summary>
    public static bool IsFromHere(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        "same-origin" or "none" => true,
        "" => request.Headers.Origin is [{ } origin] ? origin == $"{request.Scheme}://{request.Host}" : true,
        _ => false,
    };

    private static async Task HandleAsync(HttpContext http, Database database, TimeProvider clock, WrongKeys wrongKeys)
    {
        if (!IsFromHere(http.Request) || !http.Request.HasFormContentType)
        {
            await PageAsync(http, StatusCodes.Status400BadRequest, "请在本页填写密钥后登录。");
            return;
        }

        var secret = (await http.Request.ReadFormAsync(http.RequestAborted))["key"].ToString().Trim();
        await using var session = await database.OpenAsync(http.RequestAborted);
        if (secret.Length is 0 or > LongestKey || await session.IssueAsync(secret, clock.Now()) is not { } pass)
        {
            await RefuseAsync(http, wrongKeys);
            return;
        }

        http.Response.Cookies.Append(DashboardPass.CookieName, pass, Cookie(http));
        http.Response.Redirect(JobsFeature.Path);
    }

    /// <summary>Wrong keys count here as everywhere: too many from one address are slowed down.</summary>
    private static async Task RefuseAsync(HttpContext http, WrongKeys wrongKeys)
    {
        if (wrongKeys.Count(http.Connection.RemoteIpAddress) is null)
        {
            await PageAsync(http, StatusCodes.Status403Forbidden, "此密钥不是有效的管理员密钥。");
            return;
        }

        await wrongKeys.SlowDownAsync(http.RequestAborted);
        await PageAsync(http, StatusCodes.Status429TooManyRequests, "错误次数过多，请一分钟后再试。");
    }

    private static Task SignOutAsync(HttpContext http)
    {
        if (IsFromHere(http.Request))
            http.Response.Cookies.Delete(DashboardPass.CookieName, Cookie(http));
        http.Response.Redirect(Path);
        return Task.CompletedTask;
    }

    private static CookieOptions Cookie(HttpContext http) =>
        new() { HttpOnly = true, IsEssential = true, Path = JobsFeature.Path, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps };

    private static Task PageAsync(HttpContext http, int status, string message)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers["Referrer-Policy"] = JobsFeature.ReferrerPolicy;
        return http.Response.WriteAsync($$"""
            <!doctype html>
            <html lang="zh-CN">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>定时作业 · 登录</title>
            <style>
            body { font: 16px/1.6 system-ui, "Noto Sans CJK SC", sans-serif; max-width: 26rem; margin: 12vh auto; padding: 0 1rem; color: #1c2733; }
            label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit; }
            input { padding: .5rem; margin: .3rem 0 1rem; border: 1px solid #6b7785; border-radius: 4px; }
            button { padding: .55rem; border: 0; border-radius: 4px; background: #14508c; color: #fff; cursor: pointer; }
            :focus-visible { outline: 3px solid #e08a00; outline-offset: 2px; }
            p[role=alert] { color: #a3121a; min-height: 1.6em; }
            </style>
            </head>
            <body>
            <h1>定时作业</h1>
            <form method="post" action="{{Path}}">
            <label for="key">管理员密钥</label>
            <input id="key" name="key" type="password" required maxlength="{{LongestKey}}" autocomplete="current-password" placeholder="ttk_…" autofocus>
            <p role="alert">{{message}}</p>
            <button>登录</button>
            </form>
            </body>
            </html>
            """);
    }
}
