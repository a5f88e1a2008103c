using System.Collections;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace TaskTracker.Platform;

/// <summary>
/// Refuses a null in a request wherever the type says that there is none: a field, an item of a list, a value of a map. The serializer's own
/// <see cref="System.Text.Json.JsonSerializerOptions.RespectNullableAnnotations"/> looks at fields, never at items.
/// </summary>
internal static class Nulls
{
    /// <summary>A modifier of the contract of each type, however its metadata was made.</summary>
    public static void Refuse(JsonTypeInfo type)
    {
        if (type.Kind is not JsonTypeInfoKind.Object)
            return;

        var checks = new Lazy<Check[]>(() => ChecksOf(type));
        var before = type.OnDeserialized;
        type.OnDeserialized = read =>
        {
            before?.Invoke(read);
            foreach (var check in checks.Value)
                Look(check.Get(read), check.Name, check.Nullability);
        };
    }

    private static Check[] ChecksOf(JsonTypeInfo type)
    {
        var nullability = new NullabilityInfoContext();
        return
        [
            .. from property in type.Properties
               where property.Get is not null && (property.Set is not null || property.AssociatedParameter is not null)
               let declared = property.AttributeProvider as PropertyInfo
               where declared is not null && !declared.PropertyType.IsValueType
               let info = nullability.Create(declared)
               where HoldsNoNull(info)
               select new Check(property.Name, property.Get!, info),
        ];
    }

    /// <summary>Whether a null is refused somewhere in what the type describes.</summary>
    private static bool HoldsNoNull(NullabilityInfo info) => IsNeverNull(info) || (ItemsOf(info) is { } items && HoldsNoNull(items));

    private static bool IsNeverNull(NullabilityInfo info) => !info.Type.IsValueType && info.ReadState is NullabilityState.NotNull;

    /// <summary>What is known of the items of a list, or of the values of a map; null for what is neither.</summary>
    private static NullabilityInfo? ItemsOf(NullabilityInfo info) =>
        info.Type != typeof(string) && info.Type.IsAssignableTo(typeof(IEnumerable)) ? info.ElementType ?? info.GenericTypeArguments.LastOrDefault() : null;

    private static void Look(object? value, string path, NullabilityInfo info)
    {
        if (value is null)
        {
            if (IsNeverNull(info))
                throw new BadValueException("Null is not allowed here.", path, "validation");
            return;
        }

        if (ItemsOf(info) is not { } items || !HoldsNoNull(items))
            return;

        if (value is IDictionary map)
        {
            foreach (DictionaryEntry entry in map)
                Look(entry.Value, $"{path}.{entry.Key}", items);
        }
        else
        {
            var index = 0;
            foreach (var item in (IEnumerable)value)
            {
                // The path is put together only for what is looked at further.
                if (item is null || ItemsOf(items) is not null)
                    Look(item, $"{path}[{index}]", items);
                index++;
            }
        }
    }

    private sealed record Check(string Name, Func<object, object?> Get, NullabilityInfo Nullability);
}
