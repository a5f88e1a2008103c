using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TaskTracker.Platform.OpenApi;

/// <summary>Who may call: the key that is needed, and the roles of the endpoint's policy.</summary>
internal sealed class OperationAccess(IAuthorizationPolicyProvider policies) : IOpenApiOperationTransformer
{
    public const string SchemeName = "key";

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var required = context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().ToArray();
        if (await AuthorizationPolicy.CombineAsync(policies, required) is not { } policy)
            return;

        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(SchemeName, context.Document)] = [] }];
        var roles = policy.Requirements.OfType<RolesAuthorizationRequirement>().Select(requirement => requirement.AllowedRoles)
            .Aggregate((IEnumerable<string>?)null, (all, some) => all?.Intersect(some) ?? some)?.ToArray();
        if (roles is null)
            return;

        operation.Description = string.Join("\n\n", new[] { operation.Description, $"Roles: {string.Join(", ", roles)}." }.Where(part => part is { Length: > 0 }));
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        operation.Extensions["x-roles"] = new JsonNodeExtension(new JsonArray([.. roles.Select(role => (JsonNode)role)]));
    }
}
