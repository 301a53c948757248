using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Course.Notebooks;

/// <summary>
/// The references of a cell that is only looked at: those that are there. A half-written <c>#r</c> brings no package and
/// takes no place in the session.
/// </summary>
internal sealed class LookingReferences(SessionReferences references) : MetadataReferenceResolver
{
    public override bool ResolveMissingAssemblies => true;

    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties) =>
        references.Find(reference, baseFilePath) is { } found ? [found] : [];

    public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity) =>
        references.ResolveMissingAssembly(definition, referenceIdentity);

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
