namespace Course.Grading;

/// <summary>A cell's code, as the sandboxed process gets it: it has no compiler and no source.</summary>
/// <param name="Assembly">The assembly's bytes; empty where the cell only names assemblies.</param>
/// <param name="Symbols">Its debug symbols, by which an error names lines; empty for a cell of checks, whose file's name is a secret.</param>
/// <param name="TypeName">The type that holds the cell's variables.</param>
/// <param name="MethodName">The static method of the type that runs it.</param>
/// <param name="References">The files of assemblies that the cell's directives name, which are loaded before it runs.</param>
/// <param name="IsLocked">Whether what it makes belongs to the lesson, and no student's code may change it.</param>
internal sealed record CompiledCell(byte[] Assembly, byte[] Symbols, string TypeName, string MethodName, IReadOnlyList<string> References, bool IsLocked);
