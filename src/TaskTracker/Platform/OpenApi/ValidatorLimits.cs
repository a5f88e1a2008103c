using System.Globalization;
using System.Text.Json;
using FluentValidation;
using FluentValidation.Validators;
using Microsoft.OpenApi;

namespace TaskTracker.Platform.OpenApi;

/// <summary>Writes the limits of a validator into the schema of what it validates; rules under a condition are left to its answers.</summary>
internal static class ValidatorLimits
{
    public static void Apply(IValidator validator, IDictionary<string, IOpenApiSchema> schemas)
    {
        if (ValidatedBy(validator.GetType()) is not { } type || !schemas.TryGetValue(SchemaNames.NameOf(type), out var schema))
            return;

        foreach (var rule in ((IEnumerable<IValidationRule>)validator).Where(rule => !rule.HasCondition && rule.PropertyName is not null))
        {
            if (schema.Properties?.TryGetValue(JsonNamingPolicy.CamelCase.ConvertName(rule.PropertyName), out var property) != true)
                continue;

            var limited = IsForEach(rule) ? property?.Items : property;
            foreach (var component in rule.Components.Where(component => !component.HasCondition))
            {
                if (limited is OpenApiSchema target)
                    Apply(component.Validator, target);
            }
        }
    }

    private static void Apply(IPropertyValidator validator, OpenApiSchema schema)
    {
        switch (validator)
        {
            case ILengthValidator length:
                schema.MinLength = length.Min > 0 ? length.Min : schema.MinLength;
                schema.MaxLength = length.Max > 0 ? length.Max : schema.MaxLength;
                break;
            case INotEmptyValidator when schema.Type?.HasFlag(JsonSchemaType.Array) == true:
                schema.MinItems = 1;
                break;
            case INotEmptyValidator when schema.Type?.HasFlag(JsonSchemaType.String) == true:
                schema.MinLength ??= 1;
                break;
            case IBetweenValidator { Name: "InclusiveBetweenValidator" } range:
                schema.Minimum = Convert.ToString(range.From, CultureInfo.InvariantCulture);
                schema.Maximum = Convert.ToString(range.To, CultureInfo.InvariantCulture);
                break;
        }
    }

    private static bool IsForEach(IValidationRule rule) =>
        Array.Exists(rule.GetType().GetInterfaces(), face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(ICollectionRule<,>));

    private static Type? ValidatedBy(Type? type)
    {
        while (type is not null && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(AbstractValidator<>)))
            type = type.BaseType;
        return type?.GetGenericArguments()[0];
    }
}
