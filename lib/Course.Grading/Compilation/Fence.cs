using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Course.Grading;

/// <summary>
/// Keeps the code of graded work to what it may use. C# without <c>unsafe</c> cannot reach what it does not name, and all
/// that compiled code names stands in its assembly's tables: so what is fine there cannot reach the grader's side of a process.
/// </summary>
internal static class Fence
{
    /// <summary>Says what a compiled cell uses and may not, a sentence or two for each; none where all is fine.</summary>
    /// <param name="assembly">The cell's assembly, as the compiler made it.</param>
    public static IReadOnlyList<string> Violations(ReadOnlySpan<byte> assembly)
    {
        using var file = new PEReader(ImmutableArray.Create(assembly));
        var metadata = file.GetMetadataReader();
        var code = FenceCode.Read(file, metadata);
        var names = new FenceNames(metadata);
        return
        [
            .. Forms(metadata)
                .Concat(code.Violations)
                .Concat(Refusals([.. names.Members(code)], names.Types(code)))
                .Concat(names.Dangers(code))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>What is used and not allowed; of a type whose members are told of, only those.</summary>
    private static IEnumerable<string> Refusals(List<FenceUse> members, IEnumerable<FenceUse> types) =>
        from use in members.Concat(types.Where(type => members.All(member => member.Type != type.Type)))
        let refusal = FenceRules.Shipped.Refusal(use)
        where refusal is not null
        select $"Your cell uses {use.Text}. {refusal}";

    /// <summary>What an assembly may not have at all; most of it has a table of its own.</summary>
    private static IEnumerable<string> Forms(MetadataReader metadata)
    {
        if (Has(TableIndex.ImplMap) || Has(TableIndex.ModuleRef))
            yield return "Your cell declares an external function (DllImport). Graded work may not call code outside of .NET.";
        if (Has(TableIndex.FieldLayout))
            yield return "Your cell lays a struct out by hand (FieldOffset). Graded work may not reach memory past C#'s own checks.";
        if (Has(TableIndex.DeclSecurity))
            yield return "Your cell has unsafe code. Graded work may not reach memory past C#'s own checks.";
        if (Has(TableIndex.ExportedType) || Has(TableIndex.File) || Has(TableIndex.ManifestResource))
            yield return "Your cell forwards types or brings files along. Graded work is one cell of code.";
        foreach (var type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition))
        {
            var name = metadata.GetString(type.Name);
            if (name == "<Module>" && type.GetMethods().Count > 0)
                yield return "Your cell has code that runs when it is loaded (ModuleInitializer). Graded work runs when its cell runs.";
            if (!type.Namespace.IsNil && !type.GetCustomAttributes().Any(IsEmbedded))
                yield return $"Your cell declares {metadata.GetString(type.Namespace)}.{name}, in a namespace. Declare the type outside of namespaces.";
        }

        bool Has(TableIndex table) => metadata.GetTableRowCount(table) > 0;

        // The compiler's own attributes, where the framework has them not.
        bool IsEmbedded(CustomAttributeHandle handle) =>
            metadata.GetCustomAttribute(handle).Constructor is { Kind: HandleKind.MethodDefinition } made
            && metadata.GetTypeDefinition(metadata.GetMethodDefinition((MethodDefinitionHandle)made).GetDeclaringType()) is var attribute
            && metadata.GetString(attribute.Namespace) == "Microsoft.CodeAnalysis";
    }
}
