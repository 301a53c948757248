using Microsoft.FSharp.Core;
using Dynamic = DynamicObj.DynamicObj;

namespace Plotly.NET;

/// <summary>Setting, copying and merging of dynamic objects.</summary>
internal static class Objects
{
    /// <summary>Sets a property and returns the object.</summary>
    public static T With<T>(this T target, string name, object? value) where T : Dynamic
    {
        target.SetValue(name, value);
        return target;
    }

    /// <summary>Sets a property if there is a value for it, and returns the object.</summary>
    public static T WithOptional<T, TValue>(this T target, string name, FSharpOption<TValue>? value) where T : Dynamic =>
        value is null ? target : target.With(name, value.Value);

    /// <summary>Sets a property from the first of two options that has a value: the many before the one.</summary>
    public static T WithOptional<T, TOne, TMany>(this T target, string name, FSharpOption<TOne>? one, FSharpOption<TMany>? many)
        where T : Dynamic =>
        many is null ? target.WithOptional(name, one) : target.With(name, many.Value);

    /// <summary>Sets a property to a function of an option's value.</summary>
    public static T WithOptional<T, TValue>(this T target, string name, FSharpOption<TValue>? value, Func<TValue, object> convert)
        where T : Dynamic =>
        value is null ? target : target.With(name, convert(value.Value));

    public static TValue Or<TValue>(this FSharpOption<TValue>? option, TValue otherwise) =>
        option is null ? otherwise : option.Value;

    public static TValue Or<TValue>(this FSharpOption<TValue>? option, Func<TValue> otherwise) =>
        option is null ? otherwise() : option.Value;

    /// <summary>Copies the properties of <paramref name="second"/> into <paramref name="first"/>; objects in both are merged.</summary>
    public static T Merge<T>(T first, Dynamic second) where T : Dynamic
    {
        foreach ((string name, object? value) in second.GetProperties(true).ToArray())
        {
            bool both = value is Dynamic & first.TryGetValue(name)?.Value is Dynamic;
            first.SetValue(name, both ? Merge((Dynamic)first.TryGetValue(name)!.Value, (Dynamic)value!) : value);
        }
        return first;
    }

    /// <summary>A copy that shares the property values.</summary>
    public static T Copy<T>(this T source) where T : Dynamic, new()
    {
        T copy = new();
        source.CopyDynamicPropertiesTo(copy);
        return copy;
    }

    /// <summary>The list property <paramref name="name"/> of <paramref name="first"/> followed by that of <paramref name="second"/>, if either has it.</summary>
    public static IEnumerable<T>? Concatenate<T>(Dynamic first, Dynamic second, string name)
    {
        IEnumerable<T>? one = first.TryGetTypedValue<IEnumerable<T>>(name)?.Value;
        IEnumerable<T>? two = second.TryGetTypedValue<IEnumerable<T>>(name)?.Value;
        return one is null ? two : two is null ? one : [.. one, .. two];
    }
}
