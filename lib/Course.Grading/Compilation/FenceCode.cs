using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Course.Grading;

/// <summary>What the methods of an assembly do: which entries of its tables they name, and by which instructions.</summary>
internal sealed class FenceCode
{
    // The classes into which the compiler puts helpers; C# has no way to write such a name.
    private static readonly string[] _helpers = ["<PrivateImplementationDetails>", "<>y__InlineArray"];

    private static readonly Dictionary<int, OpCode> _opCodes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF);

    // What C# writes only for function pointers, __makeref and __arglist.
    private static readonly HashSet<OpCode> _refused = [OpCodes.Calli, OpCodes.Jmp, OpCodes.Arglist, OpCodes.Mkrefany, OpCodes.Refanyval, OpCodes.Refanytype];

    private readonly HashSet<EntityHandle> _byCell = [];
    private readonly HashSet<EntityHandle> _byCompiler = [];
    private readonly HashSet<EntityHandle> _staticFieldsSet = [];
    private readonly SortedSet<string> _violations = new(StringComparer.Ordinal);

    /// <summary>Static fields that the methods set, or take a reference to.</summary>
    public IReadOnlySet<EntityHandle> StaticFieldsSet => _staticFieldsSet;

    /// <summary>What instructions or kinds of methods are used that may not be.</summary>
    public IEnumerable<string> Violations => _violations;

    /// <summary>The entries of the tables that the cell's own methods and attributes name.</summary>
    public IReadOnlySet<EntityHandle> Named => _byCell;

    /// <summary>Whether only the compiler's helpers name an entry.</summary>
    public bool IsCompilersOnly(EntityHandle entry) => _byCompiler.Contains(entry) && !_byCell.Contains(entry);

    /// <summary>Reads all methods and attributes.</summary>
    public static FenceCode Read(PEReader file, MetadataReader metadata)
    {
        var code = new FenceCode();
        foreach (var method in metadata.MethodDefinitions.Select(metadata.GetMethodDefinition))
        {
            // A delegate's methods are the runtime's.
            if ((method.ImplAttributes & (MethodImplAttributes.InternalCall | MethodImplAttributes.ForwardRef | MethodImplAttributes.Unmanaged)) != 0)
                code._violations.Add("Your cell declares a function without a body. Graded work may not call code outside of .NET.");
            if (method.RelativeVirtualAddress == 0)
                continue;
            var body = file.GetMethodBody(method.RelativeVirtualAddress);
            code.Read(metadata, body.GetILReader(), IsCompilers(metadata, method.GetDeclaringType()));
        }

        foreach (var attribute in metadata.CustomAttributes.Select(metadata.GetCustomAttribute))
            (IsCompilers(metadata, attribute.Parent) ? code._byCompiler : code._byCell).Add(attribute.Constructor);
        return code;
    }

    private static bool IsCompilers(MetadataReader metadata, EntityHandle declared)
    {
        if (declared.Kind != HandleKind.TypeDefinition)
            return false;
        var type = metadata.GetTypeDefinition((TypeDefinitionHandle)declared);
        while (!type.GetDeclaringType().IsNil)
            type = metadata.GetTypeDefinition(type.GetDeclaringType());
        return _helpers.Any(name => metadata.StringComparer.StartsWith(type.Name, name));
    }

    private void Read(MetadataReader metadata, BlobReader il, bool byCompiler)
    {
        while (il.RemainingBytes > 0)
        {
            int first = il.ReadByte();
            var opCode = _opCodes[first == 0xFE ? 0xFE00 | il.ReadByte() : first];
            if (_refused.Contains(opCode))
                _violations.Add($"Your cell has code that reaches memory directly ({opCode.Name}). Graded work may not reach memory past C#'s own checks.");
            switch (opCode.OperandType)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    var entry = MetadataTokens.EntityHandle(il.ReadInt32());
                    Add(metadata, entry, byCompiler ? _byCompiler : _byCell);
                    if (opCode == OpCodes.Stsfld || opCode == OpCodes.Ldsflda)
                        _staticFieldsSet.Add(entry);
                    break;
                case OperandType.InlineSwitch:
                    il.Offset += 4 * il.ReadInt32();
                    break;
                default:
                    il.Offset += Size(opCode.OperandType);
                    break;
            }
        }
    }

    private static void Add(MetadataReader metadata, EntityHandle entry, HashSet<EntityHandle> named)
    {
        if (named.Add(entry) && entry.Kind == HandleKind.MethodSpecification)
            named.Add(metadata.GetMethodSpecification((MethodSpecificationHandle)entry).Method);
    }

    private static int Size(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
