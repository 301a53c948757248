using System.Collections;

namespace Microsoft.Data.Analysis;

/// <summary>A column of numbers, truth values, letters or dates.</summary>
public class PrimitiveDataFrameColumn<T> : DataFrameColumn, IEnumerable<T?> where T : unmanaged
{
    private readonly List<T?> values;

    public PrimitiveDataFrameColumn(string name, IEnumerable<T?> values) : base(name, typeof(T)) => this.values = [.. values];

    public PrimitiveDataFrameColumn(string name, IEnumerable<T> values) : base(name, typeof(T)) =>
        this.values = [.. values.Select(value => (T?)value)];

    public PrimitiveDataFrameColumn(string name, long length = 0) : base(name, typeof(T))
    {
        values = [];
        Resize(length);
    }

    public override long Length => values.Count;
    public override long NullCount => values.Count(value => value is null);

    public new T? this[long rowIndex]
    {
        get => values[checked((int)rowIndex)];
        set => values[checked((int)rowIndex)] = value;
    }

    internal override IComparer ValueComparer => Comparer<T>.Default;

    private static Arithmetic<T> Arithmetic { get; } = Arithmetic<T>.Find();

    public void Append(T? value) => values.Add(value);

    public void AppendMany(T? value, long count) => values.AddRange(Enumerable.Repeat(value, checked((int)count)));

    public IEnumerator<T?> GetEnumerator() => values.GetEnumerator();

    public new PrimitiveDataFrameColumn<T> Clone(long numberOfNullsToAppend = 0) =>
        (PrimitiveDataFrameColumn<T>)base.Clone(numberOfNullsToAppend);

    public new PrimitiveDataFrameColumn<T> Clone(DataFrameColumn mapIndices, bool invertMapIndices = false, long numberOfNullsToAppend = 0) =>
        (PrimitiveDataFrameColumn<T>)base.Clone(mapIndices, invertMapIndices, numberOfNullsToAppend);

    public new PrimitiveDataFrameColumn<T> Sort(bool ascending = true, bool putNullValuesLast = true) =>
        (PrimitiveDataFrameColumn<T>)base.Sort(ascending, putNullValuesLast);

    public new PrimitiveDataFrameColumn<T> DropNulls() => (PrimitiveDataFrameColumn<T>)base.DropNulls();

    public PrimitiveDataFrameColumn<T> FillNulls(T value, bool inPlace = false) =>
        (PrimitiveDataFrameColumn<T>)base.FillNulls(value, inPlace);

    /// <summary>The column of a function's values; nulls stay.</summary>
    public PrimitiveDataFrameColumn<T> Apply(Func<T, T> func, bool inPlace = false)
    {
        PrimitiveDataFrameColumn<T> result = inPlace ? this : Clone();
        result.ApplyElementwise((value, _) => value is T known ? func(known) : null);
        return result;
    }

    public PrimitiveDataFrameColumn<TResult> Apply<TResult>(Func<T?, TResult?> func) where TResult : unmanaged =>
        new(Name, values.Select(func));

    public void ApplyElementwise(Func<T?, long, T?> func)
    {
        for (int row = 0; row < values.Count; row++)
            values[row] = func(values[row], row);
    }

    public override bool IsNumericColumn() => Arithmetic is not null;

    public override bool HasDescription() => IsNumericColumn() || typeof(T) == typeof(DateTime);

    public override double Mean() => Length == 0 ? 0 : Number(Sum()) / (Length - NullCount);

    public override double Median()
    {
        T[] sorted = [.. Known().Order()];
        if (sorted.Length == 0)
            return 0;
        double middle = Number(sorted[sorted.Length / 2]);
        return sorted.Length % 2 == 1 ? middle : (Number(sorted[(sorted.Length / 2) - 1]) + middle) / 2;
    }

    public override object Max() => Fold(Known(), Greater);

    public override object Max(IEnumerable<long> rowIndices) => Fold(At(rowIndices), Greater);

    public override object Min() => Fold(Known(), Lesser);

    public override object Min(IEnumerable<long> rowIndices) => Fold(At(rowIndices), Lesser);

    public override object Sum() => Arithmetic is null ? base.Sum() : Fold(Known(), Arithmetic.Add);

    public override object Sum(IEnumerable<long> rowIndices) => Arithmetic is null ? base.Sum(rowIndices) : Fold(At(rowIndices), Arithmetic.Add);

    /// <summary>Count, maximum, minimum and mean, the nulls counting in the mean's divisor as in the original.</summary>
    public override DataFrameColumn Description() => new PrimitiveDataFrameColumn<float>(
        Name, [Length - NullCount, Single(Max()), Single(Min()), Arithmetic is null ? null : Single(Sum()) / Length]);

    public override DataFrame ValueCounts()
    {
        Dictionary<T, ICollection<long>> groups = GroupedRows();
        return new DataFrame(
            new PrimitiveDataFrameColumn<T>("Values", groups.Keys),
            new PrimitiveDataFrameColumn<long>("Counts", groups.Values.Select(rows => (long)rows.Count)));
    }

    public override GroupBy GroupBy(int columnIndex, DataFrame parent) => new GroupBy<T>(parent, columnIndex, GroupedRows());

    public override PrimitiveDataFrameColumn<bool> ElementwiseEquals<U>(U value) => Compare(value, order => order == 0);

    public override PrimitiveDataFrameColumn<bool> ElementwiseNotEquals<U>(U value) => Compare(value, order => order != 0);

    public override PrimitiveDataFrameColumn<bool> ElementwiseGreaterThan<U>(U value) => Compare(value, order => order > 0);

    public override PrimitiveDataFrameColumn<bool> ElementwiseGreaterThanOrEqual<U>(U value) => Compare(value, order => order >= 0);

    public override PrimitiveDataFrameColumn<bool> ElementwiseLessThan<U>(U value) => Compare(value, order => order < 0);

    public override PrimitiveDataFrameColumn<bool> ElementwiseLessThanOrEqual<U>(U value) => Compare(value, order => order <= 0);

    protected virtual PrimitiveDataFrameColumn<T> CreateNewColumn(string name, long length = 0) => new(name, length);

    protected override IEnumerator GetEnumeratorCore() => GetEnumerator();

    protected override object GetValue(long rowIndex) => this[rowIndex];

    protected override void SetValue(long rowIndex, object value) => this[rowIndex] = value switch
    {
        null => null,
        T known => known,
        _ => throw new ArgumentException($"Column '{Name}' holds {typeof(T)}; {value} is of {value.GetType()}.", nameof(value)),
    };

    protected internal override void Resize(long length)
    {
        if (length < Length)
            throw new ArgumentException($"Column '{Name}' has {Length} rows and cannot shrink to {length}.", nameof(length));
        AppendMany(null, length - Length);
    }

    internal override DataFrameColumn Map(IEnumerable<long> rows)
    {
        PrimitiveDataFrameColumn<T> mapped = CreateNewColumn(Name);
        mapped.values.AddRange(rows is null ? values : rows.Select(row => this[row]));
        return mapped;
    }

    private IEnumerable<T> Known() => values.Where(value => value is not null).Select(value => value.Value);

    /// <summary>The values of some rows; as in the original a null is taken as the type's default there.</summary>
    private IEnumerable<T> At(IEnumerable<long> rows) => rows.Select(row => this[row].GetValueOrDefault());

    private static object Fold(IEnumerable<T> values, Func<T, T, T> combine) =>
        values.Any() ? values.Aggregate(combine) : null;

    private static T Greater(T one, T two) => Arithmetic is null ? Comparer<T>.Default.Compare(one, two) >= 0 ? one : two : Arithmetic.Max(one, two);

    private static T Lesser(T one, T two) => Arithmetic is null ? Comparer<T>.Default.Compare(one, two) <= 0 ? one : two : Arithmetic.Min(one, two);

    private static double Number(object value) => Convert.ToDouble(value);

    private static float? Single(object value) => value is null or DateTime ? null : Convert.ToSingle(value);

    private BooleanDataFrameColumn Compare<U>(U value, Func<int?, bool> holds) =>
        new(Name, values.Select(known => known is T one && holds(Order(one, value))));

    /// <summary>The sign of one minus the other; null where they have no order, as NaN has none.</summary>
    private static int? Order(T one, object other) => (Arithmetic, other) switch
    {
        (null, _) => Comparer<T>.Default.Compare(one, (T)other),
        (_, T same) => Arithmetic.Order(one, same),
        _ => Numbers<double>.Instance.Order(Number(one), Number(other)),
    };

    private Dictionary<T, ICollection<long>> GroupedRows()
    {
        Dictionary<T, ICollection<long>> groups = [];
        for (int row = 0; row < values.Count; row++)
        {
            if (values[row] is not T value)
                continue;
            if (!groups.TryGetValue(value, out ICollection<long> rows))
                groups[value] = rows = [];
            rows.Add(row);
        }
        return groups;
    }
}
