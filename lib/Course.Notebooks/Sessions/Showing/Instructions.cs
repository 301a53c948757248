using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace Course.Notebooks;

/// <summary>Reads the instructions of a compiled method.</summary>
internal static class Instructions
{
    private static readonly Dictionary<short, OpCode> _codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>Each instruction with its offset, and what it calls where it calls something that can be found.</summary>
    public static IEnumerable<(int Offset, OpCode Code, MethodBase? Called)> Of(MethodBase method)
    {
        var bytes = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < bytes.Length;)
        {
            var start = at;
            var code = _codes[bytes[at] == 0xFE ? (short)(0xFE00 | bytes[++at]) : bytes[at]];
            at++;
            yield return (start, code, code.OperandType == OperandType.InlineMethod ? Resolve(method, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at))) : null);
            at += Size(code.OperandType, bytes.AsSpan(at));
        }
    }

    private static int Size(OperandType type, ReadOnlySpan<byte> operand) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(operand)),
        _ => 4,
    };

    private static MethodBase? Resolve(MethodBase method, int token)
    {
        try
        {
            return method.Module.ResolveMethod(token, method.DeclaringType?.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null);
        }
        catch (Exception exception) when (exception is ArgumentException or TypeLoadException or MissingMemberException or IOException or BadImageFormatException)
        {
            return null;
        }
    }
}
