using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Dynamic = DynamicObj.DynamicObj;

namespace Plotly.NET;

/// <summary>Writes dynamic objects as the JSON that plotly.js reads.</summary>
internal static class PlotlyJson
{
    // '<' stays escaped, so that the JSON may stand in an HTML script; Greek letters of axis titles stay readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string Write(params ReadOnlySpan<(string Name, object? Value)> members)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, Options))
        {
            writer.WriteStartObject();
            foreach ((string name, object? value) in members)
            {
                writer.WritePropertyName(name);
                WriteValue(writer, value);
            }
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static string Write(object value)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, Options))
            WriteValue(writer, value);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case char letter: writer.WriteStringValue(letter.ToString()); break;
            case bool truth: writer.WriteBooleanValue(truth); break;
            case double number: WriteNumber(writer, number); break;
            case float number: WriteNumber(writer, number); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case ulong number: writer.WriteNumberValue(number); break;
            case sbyte or byte or short or ushort or int or uint or long or Enum:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case DateTime time: writer.WriteStringValue(time); break;
            case DateTimeOffset time: writer.WriteStringValue(time); break;
            case Color color: WriteValue(writer, color.Value); break;
            case ARGB color: writer.WriteStringValue(color.ToCss()); break;
            case Dynamic properties: WriteObject(writer, properties.GetProperties(true)); break;
            case IDictionary map:
                WriteObject(writer, map.Keys.Cast<object>().Select(key => KeyValuePair.Create(key.ToString()!, map[key])));
                break;
            case double[] numbers: WriteNumbers(writer, numbers); break;
            case float[] numbers: WriteNumbers(writer, numbers); break;
            case Array { Rank: > 1 } array: WriteMultidimensional(writer, array, new int[array.Rank], 0); break;
            case IEnumerable items: WriteArray(writer, items); break;
            default:
                throw new InvalidOperationException(
                    $"plotly.js has no use for a {value.GetType()}; give a number, a text, a truth value, a date, a Color, a dynamic object, or a collection of them.");
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, object?>> properties)
    {
        writer.WriteStartObject();
        foreach ((string name, object? value) in properties)
        {
            writer.WritePropertyName(name);
            WriteValue(writer, value);
        }
        writer.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter writer, IEnumerable items)
    {
        writer.WriteStartArray();
        foreach (object? item in items)
            WriteValue(writer, item);
        writer.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, double[] numbers)
    {
        writer.WriteStartArray();
        foreach (double number in numbers)
            WriteNumber(writer, number);
        writer.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, float[] numbers)
    {
        writer.WriteStartArray();
        foreach (float number in numbers)
            WriteNumber(writer, number);
        writer.WriteEndArray();
    }

    private static void WriteMultidimensional(Utf8JsonWriter writer, Array array, int[] index, int dimension)
    {
        if (dimension == array.Rank)
        {
            WriteValue(writer, array.GetValue(index));
            return;
        }
        writer.WriteStartArray();
        for (index[dimension] = 0; index[dimension] < array.GetLength(dimension); index[dimension]++)
            WriteMultidimensional(writer, array, index, dimension + 1);
        writer.WriteEndArray();
    }

    /// <summary>JSON has no NaN and no infinity; plotly.js leaves a gap where it reads null.</summary>
    private static void WriteNumber(Utf8JsonWriter writer, double number)
    {
        if (double.IsFinite(number))
            writer.WriteNumberValue(number);
        else
            writer.WriteNullValue();
    }

    private static void WriteNumber(Utf8JsonWriter writer, float number)
    {
        if (float.IsFinite(number))
            writer.WriteNumberValue(number);
        else
            writer.WriteNullValue();
    }
}
