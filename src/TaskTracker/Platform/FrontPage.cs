using Microsoft.Net.Http.Headers;
using TaskTracker.Platform.OpenApi;

namespace TaskTracker.Platform;

/// <summary><c>GET /</c> names what is served here: a short page for a browser, JSON for everything else. It needs no key.</summary>
internal static class FrontPage
{
    private sealed record Links(string Name, string Version, string Api, string Contract, string Documentation, string Health);

    private static readonly Links Served = new(
        "TaskTracker", typeof(FrontPage).Assembly.GetName().Version!.ToString(3), "/api/v1", Contract.Path, "/swagger", "/health/ready");

    private static readonly string Page = $$"""
        <!doctype html>
        <html lang="zh-CN">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>TaskTracker 督查督办</title>
        <style>
        body { font: 16px/1.7 system-ui, "Noto Sans CJK SC", sans-serif; max-width: 36rem; margin: 10vh auto; padding: 0 1rem; color: #1c2733; }
        dt { font-weight: 600; } dd { margin: 0 0 .8rem; }
        a { color: #14508c; } a:focus-visible { outline: 3px solid #e08a00; outline-offset: 2px; }
        </style>
        </head>
        <body>
        <h1>TaskTracker 督查督办</h1>
        <p>本服务跟踪政府公报中的任务，直至办结销账。以下是供程序和管理人员使用的入口（版本 {{Served.Version}}）。</p>
        <dl>
        <dt>接口（API）</dt><dd><code>{{Served.Api}}</code>，请求须携带密钥：<code>Authorization: Bearer ttk_…</code></dd>
        <dt>接口说明与试用</dt><dd><a href="{{Served.Documentation}}">Swagger UI</a></dd>
        <dt>接口契约</dt><dd><a href="{{Served.Contract}}">OpenAPI 3.1</a></dd>
        <dt>运行状态</dt><dd><a href="{{Served.Health}}">{{Served.Health}}</a></dd>
        </dl>
        </body>
        </html>
        """;

    public static void MapFrontPage(this IEndpointRouteBuilder app) =>
        app.MapMethods("/", [HttpMethods.Get, HttpMethods.Head], Answer)
            .WithMetadata(new ContentPolicy("default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"))
            .ExcludeFromDescription();

    private static IResult Answer(HttpContext http)
    {
        http.Response.Headers.Vary = HeaderNames.Accept;
        return http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            ? Results.Content(Page, "text/html; charset=utf-8")
            : Results.Json(Served);
    }
}
