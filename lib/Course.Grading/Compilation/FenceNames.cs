using System.Reflection.Metadata;
using Course.Notebooks;

namespace Course.Grading;

/// <summary>The types and members of other assemblies that an assembly names; those of earlier cells are the submission's own.</summary>
internal sealed class FenceNames(MetadataReader metadata)
{
    private static readonly string[] _setters = ["set_", "add_", "remove_"];

    // An instance method of two parameters, without a result: an object and a native integer.
    private static readonly byte[] _delegateConstructor =
        [(byte)SignatureAttributes.Instance, 2, (byte)SignatureTypeCode.Void, (byte)SignatureTypeCode.Object, (byte)SignatureTypeCode.IntPtr];

    /// <summary>The members.</summary>
    public IEnumerable<FenceUse> Members(FenceCode code) => Outside().Select(member =>
        member.Use with { ByCompiler = code.IsCompilersOnly(member.Handle) });

    /// <summary>
    /// The types that the cell itself has in its declarations and code; what only stands in the signature of a member that it
    /// calls, such as the type of a parameter that it leaves out, it does not have.
    /// </summary>
    public IEnumerable<FenceUse> Types(FenceCode code) =>
        FenceSignatures.TypesOf(metadata, code).Select(Use).OfType<FenceUse>();

    /// <summary>Why members are refused that no list can allow, in sentences.</summary>
    public IEnumerable<string> Dangers(FenceCode code)
    {
        foreach (var (handle, use) in Outside())
        {
            var member = metadata.GetMemberReference(handle);
            if (FenceSignatures.HasAddress(metadata, member) && !MakesDelegate(member) && use is not { Type: "System.Span" or "System.ReadOnlySpan", Member: ".ctor" })
                yield return $"Your cell uses {use.Text} with an address in memory. Graded work may not reach memory past C#'s own checks.";
            // The framework has no fields that could be set; a reference to one may be taken to call a method of its value.
            var isFieldSet = code.StaticFieldsSet.Contains(handle) && !use.Assembly.StartsWith("System", StringComparison.Ordinal);
            if (isFieldSet || (IsStatic(member) && _setters.Any(setter => use.Member!.StartsWith(setter, StringComparison.Ordinal))))
                yield return $"Your cell changes {use.Text}. Graded work may not change settings that others see.";
        }
    }

    /// <summary>Whether a member has the form of a delegate's constructor, which C# calls with a function and nothing else.</summary>
    private bool MakesDelegate(MemberReference member) =>
        metadata.StringComparer.Equals(member.Name, ".ctor") && metadata.GetBlobBytes(member.Signature).AsSpan().SequenceEqual(_delegateConstructor);

    private bool IsStatic(MemberReference member) => member.GetKind() == MemberReferenceKind.Method && !metadata.GetBlobReader(member.Signature).ReadSignatureHeader().IsInstance;

    private IEnumerable<(MemberReferenceHandle Handle, FenceUse Use)> Outside()
    {
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (Declaring(member.Parent) is { } type && Use(type) is { } use)
                yield return (handle, use with { Member = metadata.GetString(member.Name), TypeParameters = TypeParameters(member) });
        }
    }

    private int TypeParameters(MemberReference member)
    {
        var signature = metadata.GetBlobReader(member.Signature);
        return signature.ReadSignatureHeader().IsGeneric ? signature.ReadCompressedInteger() : 0;
    }

    /// <summary>The type that has a member; null where it is the cell's own or an array.</summary>
    private TypeReferenceHandle? Declaring(EntityHandle parent)
    {
        if (parent.Kind == HandleKind.TypeReference)
            return (TypeReferenceHandle)parent;
        if (parent.Kind != HandleKind.TypeSpecification)
            return null;
        var signature = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
            return null;
        signature.ReadCompressedInteger();
        return signature.ReadTypeHandle() is { Kind: HandleKind.TypeReference } type ? (TypeReferenceHandle)type : null;
    }

    /// <summary>A type of another assembly; null where it is an earlier cell's.</summary>
    private FenceUse? Use(TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var name = Plain(type);
        while (type.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            type = metadata.GetTypeReference((TypeReferenceHandle)type.ResolutionScope);
            name = $"{Plain(type)}.{name}";
        }

        var assembly = type.ResolutionScope.Kind == HandleKind.AssemblyReference
            ? metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name)
            : "";
        return assembly.StartsWith(SubmissionCompiler.AssemblyPrefix, StringComparison.Ordinal) ? null : new FenceUse(assembly, name);
    }

    private string Plain(TypeReference type)
    {
        var name = metadata.GetString(type.Name);
        name = name.IndexOf('`', StringComparison.Ordinal) is > 0 and var i ? name[..i] : name;
        return type.Namespace.IsNil ? name : $"{metadata.GetString(type.Namespace)}.{name}";
    }
}
