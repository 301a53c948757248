using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Course.Data;
using Course.Optimizers;
using Course.Regularization;
using Course.Schedules;

namespace Course.Training;

/// <summary>
/// What a rule, a schedule, a penalty or an order was made with, by name, as text: its init-only properties, read-only fields and the parameters
/// of its primary constructor that are numbers, words, or again of these kinds. Those of rules that a reader writes are found too.
/// </summary>
internal static class Settings
{
    public static IEnumerable<(string Name, string Text)> Of(string name, object? value) => value switch
    {
        null => [(name, "none")],
        ValueType or string => [(name, Text(value))],
        Array numbers when numbers.GetType().GetElementType()!.IsValueType => [(name, $"of length {numbers.Length} with the checksum {Checksum(numbers)}")],
        object[] several => several.SelectMany((one, i) => Of($"{name}[{i}]", one)),
        ParameterGroup => Parts(name, value),
        UpdateRule or Schedule or ScheduleSegment or Penalty or SampleOrder => [(name, Text(value)), .. Parts(name, value)],
        _ => [],
    };

    private static IEnumerable<(string Name, string Text)> Parts(string name, object value)
    {
        const BindingFlags own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (var type = value.GetType(); type is not null; type = type.BaseType)
        {
            // The compiler keeps the property X in the field <X>k__BackingField and a constructor's parameter x in <x>P.
            foreach (var field in type.GetFields(own).Where(field => field.IsInitOnly || field.Name.EndsWith(">P", StringComparison.Ordinal)))
                foreach (var setting in Of($"{name}.{field.Name.TrimStart('<').Split('>')[0]}", field.GetValue(value)))
                    yield return setting;
        }
    }

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static string Checksum(Array numbers) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', numbers.Cast<object>().Select(Text)))).AsSpan(0, 4));
}
