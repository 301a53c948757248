using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Course.Grading;

/// <summary>Reads which types signatures are made of, and whether an address is among them.</summary>
internal sealed class FenceSignatures : ISignatureTypeProvider<bool, object?>
{
    private readonly HashSet<TypeReferenceHandle> _types = [];

    private FenceSignatures()
    {
    }

    /// <summary>The types of other assemblies in the cell's declarations, variables, instantiations and instructions.</summary>
    public static IReadOnlySet<TypeReferenceHandle> TypesOf(MetadataReader metadata, FenceCode code)
    {
        var read = new FenceSignatures();
        foreach (var field in metadata.FieldDefinitions.Select(metadata.GetFieldDefinition))
            field.DecodeSignature(read, null);
        foreach (var method in metadata.MethodDefinitions.Select(metadata.GetMethodDefinition))
            method.DecodeSignature(read, null);
        foreach (var property in metadata.PropertyDefinitions.Select(metadata.GetPropertyDefinition))
            property.DecodeSignature(read, null);
        for (var row = 1; row <= metadata.GetTableRowCount(TableIndex.StandAloneSig); row++)
            metadata.GetStandaloneSignature(MetadataTokens.StandaloneSignatureHandle(row)).DecodeLocalSignature(read, null);
        for (var row = 1; row <= metadata.GetTableRowCount(TableIndex.MethodSpec); row++)
            metadata.GetMethodSpecification(MetadataTokens.MethodSpecificationHandle(row)).DecodeSignature(read, null);
        foreach (var entry in code.Named)
            read.Add(metadata, entry);
        foreach (var type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition))
        {
            read.Add(metadata, type.BaseType);
            foreach (var implemented in type.GetInterfaceImplementations())
                read.Add(metadata, metadata.GetInterfaceImplementation(implemented).Interface);
        }

        return read._types;
    }

    /// <summary>Whether a member takes or gives an address: a pointer, a function's address, or a native integer, which may be one.</summary>
    public static bool HasAddress(MetadataReader metadata, MemberReference member)
    {
        var read = new FenceSignatures();
        if (member.GetKind() == MemberReferenceKind.Field)
            return member.DecodeFieldSignature(read, null);
        var method = member.DecodeMethodSignature(read, null);
        return method.ReturnType || method.ParameterTypes.Any(address => address);
    }

    public bool GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode is PrimitiveTypeCode.IntPtr or PrimitiveTypeCode.UIntPtr or PrimitiveTypeCode.TypedReference;

    public bool GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        _types.Add(handle);
        return false;
    }

    public bool GetPointerType(bool elementType) => true;

    public bool GetFunctionPointerType(MethodSignature<bool> signature) => true;

    public bool GetGenericInstantiation(bool genericType, ImmutableArray<bool> typeArguments) => genericType || typeArguments.Any(argument => argument);

    public bool GetModifiedType(bool modifier, bool unmodifiedType, bool isRequired) => unmodifiedType;

    public bool GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => false;

    public bool GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public bool GetArrayType(bool elementType, ArrayShape shape) => elementType;

    public bool GetByReferenceType(bool elementType) => elementType;

    public bool GetSZArrayType(bool elementType) => elementType;

    public bool GetPinnedType(bool elementType) => elementType;

    public bool GetGenericMethodParameter(object? genericContext, int index) => false;

    public bool GetGenericTypeParameter(object? genericContext, int index) => false;

    private void Add(MetadataReader metadata, EntityHandle entry)
    {
        if (entry.IsNil)
            return;
        switch (entry.Kind)
        {
            case HandleKind.TypeReference:
                _types.Add((TypeReferenceHandle)entry);
                break;
            case HandleKind.TypeSpecification:
                metadata.GetTypeSpecification((TypeSpecificationHandle)entry).DecodeSignature(this, null);
                break;
            case HandleKind.MemberReference:
                Add(metadata, metadata.GetMemberReference((MemberReferenceHandle)entry).Parent);
                break;
        }
    }
}
