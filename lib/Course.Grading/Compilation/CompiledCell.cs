namespace Course.Grading;

/// <summary>A cell's code, as the sandboxed process gets it: it has no compiler and no source.</summary>
/// <param name="Assembly">The assembly's bytes.</param>
/// <param name="TypeName">The type that holds the cell's variables.</param>
/// <param name="MethodName">The static method of the type that runs it.</param>
/// <param name="References">The files of assemblies that the cell's directives name, which are loaded before it runs.</param>
internal sealed record CompiledCell(byte[] Assembly, string TypeName, string MethodName, IReadOnlyList<string> References);
