using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Course.Notebooks;

/// <summary>
/// Where a session's assemblies live: its cells, and what they reference with all that lies beside it. A library that
/// the notebook brings is the notebook's own even where this program has another version of it; the framework and the
/// formatting library are shared.
/// </summary>
internal sealed class SessionLoadContext() : AssemblyLoadContext("C# session")
{
    private readonly Dictionary<string, string> _assemblies = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _nativeLibraries = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, AssemblyDependencyResolver> _besides = new(StringComparer.Ordinal);
    private readonly Queue<string> _named = new();
    private readonly List<string> _new = [];
    private readonly Lock _gate = new();

    /// <summary>Loads an assembly from this file when a cell needs it, and its dependencies from beside it.</summary>
    /// <returns>The file that is used: an earlier one where there is one of the same name.</returns>
    public string Add(string path)
    {
        lock (_gate)
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (_assemblies.TryGetValue(name, out var earlier))
                return earlier;
            _assemblies.Add(name, path);
            _new.Add(name);
            _besides.TryAdd(path, new AssemblyDependencyResolver(path));
            return path;
        }
    }

    /// <summary>As <see cref="Add"/>, for an assembly that a cell names: its module initializer runs with <see cref="Initialize"/>.</summary>
    public string AddNamed(string path)
    {
        var used = Add(path);
        lock (_gate)
        {
            if (used == path)
                _named.Enqueue(path);
        }

        return used;
    }

    /// <summary>
    /// Runs the module initializers of what cells have named. A library registers there how values are shown, and those
    /// of another library too, which would be shown before anything of it is used.
    /// </summary>
    public void Initialize()
    {
        while (NextNamed() is { } path)
        {
            try
            {
                RuntimeHelpers.RunModuleConstructor(LoadFromAssemblyPath(path).ManifestModule.ModuleHandle);
            }
            catch (Exception exception) when (exception is BadImageFormatException or IOException or TypeInitializationException)
            {
                // The cell that uses it meets the same, and says so.
            }
        }
    }

    /// <summary>Takes back what was added since the last <see cref="Keep"/> and is not loaded.</summary>
    public void Forget()
    {
        var loaded = Assemblies.Select(assembly => assembly.GetName().Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        lock (_gate)
        {
            foreach (var name in _new.Where(name => !loaded.Contains(name)))
            {
                _assemblies.Remove(name, out var path);
                _besides.Remove(path!);
            }

            _named.Clear();
            _new.Clear();
        }
    }

    /// <summary>Keeps what was added.</summary>
    public void Keep()
    {
        lock (_gate)
            _new.Clear();
    }

    /// <summary>Loads a native library from this file when managed code asks for its name.</summary>
    public void AddNative(string path)
    {
        lock (_gate)
            _nativeLibraries.TryAdd(Path.GetFileNameWithoutExtension(path), path);
    }

    /// <summary>The file from which an assembly of this name is loaded; null where the session has none.</summary>
    public string? Find(AssemblyName name)
    {
        lock (_gate)
        {
            if (_assemblies.TryGetValue(name.Name!, out var path))
                return path;
            return _besides.Select(beside => Beside(beside.Key, beside.Value, name)).FirstOrDefault(file => file is not null);
        }
    }

    protected override Assembly? Load(AssemblyName assemblyName) =>
        SharedAssemblies.Find(assemblyName.Name!) is null && Find(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        string? path;
        lock (_gate)
        {
            path = NativeNames(unmanagedDllName).Select(name => _nativeLibraries.GetValueOrDefault(name)).FirstOrDefault(file => file is not null)
                ?? _besides.Values.Select(beside => beside.ResolveUnmanagedDllToPath(unmanagedDllName)).FirstOrDefault(file => file is not null);
        }

        return path is null ? IntPtr.Zero : LoadUnmanagedDllFromPath(path);
    }

    private string? NextNamed()
    {
        lock (_gate)
            return _named.TryDequeue(out var path) ? path : null;
    }

    private static string? Beside(string path, AssemblyDependencyResolver resolver, AssemblyName name)
    {
        if (resolver.ResolveAssemblyToPath(name) is { } resolved)
            return resolved;
        var file = Path.Combine(Path.GetDirectoryName(path)!, name.Name + ".dll");
        return File.Exists(file) ? file : null;
    }

    private static string[] NativeNames(string name) =>
        [name, Path.GetFileNameWithoutExtension(name), "lib" + name, "lib" + Path.GetFileNameWithoutExtension(name)];
}
