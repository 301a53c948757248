namespace Course.Notebooks;

/// <summary>A package that a cell asks for cannot be had.</summary>
internal sealed class PackageException(string message) : Exception(message);
