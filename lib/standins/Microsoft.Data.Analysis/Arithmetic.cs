using System.Numerics;

namespace Microsoft.Data.Analysis;

/// <summary>The arithmetic of a column's type, which the type parameter of a column does not promise.</summary>
internal abstract class Arithmetic<T>
{
    public abstract T Add(T one, T two);
    public abstract T Max(T one, T two);
    public abstract T Min(T one, T two);

    /// <summary>The sign of one minus two; null where they have no order, as NaN has none.</summary>
    public abstract int? Order(T one, T two);

    /// <summary>The arithmetic of a numeric type; null for truth values, letters and dates.</summary>
    public static Arithmetic<T> Find()
    {
        bool numeric = typeof(T) != typeof(char)
            && typeof(T).GetInterfaces().Any(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(INumber<>));
        return numeric ? (Arithmetic<T>)Activator.CreateInstance(typeof(Numbers<>).MakeGenericType(typeof(T))) : null;
    }
}

/// <summary>The arithmetic of a numeric type.</summary>
internal sealed class Numbers<T> : Arithmetic<T> where T : INumber<T>
{
    public static Numbers<T> Instance { get; } = new();

    public override T Add(T one, T two) => one + two;
    public override T Max(T one, T two) => T.Max(one, two);
    public override T Min(T one, T two) => T.Min(one, two);
    public override int? Order(T one, T two) => one < two ? -1 : one > two ? 1 : one == two ? 0 : null;
}
