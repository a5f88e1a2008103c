using System.Text;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TaskTracker.Platform.OpenApi;

/// <summary>
/// The contract as served: OpenAPI 3.1 at <c>/openapi/v1.json</c>, made from the endpoints' metadata on first demand, and Swagger UI
/// over it at <c>/swagger</c>. Both need no key.
/// </summary>
internal static class Contract
{
    public const string Version = "v1";
    public const string Path = $"/openapi/{Version}.json";

    public static void AddContract(this IServiceCollection services)
    {
        services.AddOpenApi(Version, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.CreateSchemaReferenceId = new SchemaNames().Of;
            options.AddOperationTransformer<OperationParameters>();
            options.AddOperationTransformer<OperationResponses>();
            options.AddOperationTransformer<OperationAccess>();
            options.AddSchemaTransformer<TextSchemas>();
            options.AddSchemaTransformer<AbsentFields>();
            options.AddDocumentTransformer<DocumentHead>();
            options.AddDocumentTransformer<SchemaFinish>();
            options.AddDocumentTransformer<ProblemResponses>();
            options.AddDocumentTransformer<Examples>();
        });
        services.AddSingleton<ContractText>();
    }

    public static void MapContract(this WebApplication app)
    {
        app.MapGet(Path, async (ContractText contract) => Results.Bytes(await contract.ReadAsync(), "application/json; charset=utf-8"))
            .ExcludeFromDescription();
        app.UseSwaggerUI(ui =>
        {
            ui.RoutePrefix = "swagger";
            ui.DocumentTitle = "TaskTracker";
            ui.SwaggerEndpoint(Path, $"TaskTracker {Version}");
            ui.DisplayOperationId();
            ui.EnablePersistAuthorization();
        });
    }
}

/// <summary>The document's bytes: indented, with <c>\n</c> line ends and a last one, made once.</summary>
internal sealed class ContractText([FromKeyedServices(Contract.Version)] IOpenApiDocumentProvider documents)
{
    private readonly Lazy<Task<byte[]>> _bytes = new(() => WriteAsync(documents));

    public Task<byte[]> ReadAsync() => _bytes.Value;

    private static async Task<byte[]> WriteAsync(IOpenApiDocumentProvider documents)
    {
        var document = await documents.GetOpenApiDocumentAsync();
        var json = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1);
        return Encoding.UTF8.GetBytes(json.ReplaceLineEndings("\n").TrimEnd() + "\n");
    }
}
