using System.Dynamic;
using System.Reflection;
using Microsoft.FSharp.Core;

namespace DynamicObj;

/// <summary>An object whose properties are set by name: what every plotly.js object is made of.</summary>
public class DynamicObj : DynamicObject
{
    private readonly Dictionary<string, object?> properties = [];

    public FSharpOption<object>? TryGetValue(string name)
    {
        if (properties.TryGetValue(name, out object? value) || TryGetDeclared(name, out value))
            return FSharpOption<object>.Some(value!);
        return null;
    }

    public FSharpOption<T>? TryGetTypedValue<T>(string name) =>
        TryGetValue(name)?.Value is T typed ? FSharpOption<T>.Some(typed) : null;

    public void SetValue(string name, object? value)
    {
        if (DeclaredProperty(name) is { } declared)
            declared.SetValue(this, value);
        else
            properties[name] = value;
    }

    public bool Remove(string name)
    {
        if (DeclaredProperty(name) is not { } declared)
            return properties.Remove(name);
        declared.SetValue(this, null);
        return true;
    }

    public IEnumerable<KeyValuePair<string, object?>> GetProperties(bool includeInstanceProperties)
    {
        if (includeInstanceProperties)
        {
            foreach (PropertyInfo declared in GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
                yield return new(declared.Name, declared.GetValue(this));
        }
        foreach (KeyValuePair<string, object?> property in properties)
            yield return property;
    }

    public void CopyDynamicPropertiesTo(DynamicObj target)
    {
        foreach ((string name, object? value) in properties)
            target.SetValue(name, value);
    }

    public override bool TryGetMember(GetMemberBinder binder, out object? result)
    {
        FSharpOption<object>? found = TryGetValue(binder.Name);
        result = found?.Value;
        return found is not null;
    }

    public override bool TrySetMember(SetMemberBinder binder, object? value)
    {
        SetValue(binder.Name, value);
        return true;
    }

    public override IEnumerable<string> GetDynamicMemberNames() => GetProperties(true).Select(property => property.Key);

    private PropertyInfo? DeclaredProperty(string name) =>
        GetType().GetProperty(name, BindingFlags.Public | BindingFlags.Instance);

    private bool TryGetDeclared(string name, out object? value)
    {
        PropertyInfo? declared = DeclaredProperty(name);
        value = declared?.GetValue(this);
        return declared is not null;
    }
}
