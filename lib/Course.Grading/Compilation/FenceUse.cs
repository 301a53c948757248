namespace Course.Grading;

/// <summary>A type, or a member of one, that compiled code uses.</summary>
/// <param name="Assembly">The name of the type's assembly.</param>
/// <param name="Type">The type's full name, without the number of its type parameters; a nested one's behind a dot.</param>
/// <param name="Member">The member's name in the assembly, such as <c>get_Length</c>; null where the type itself is used.</param>
/// <param name="TypeParameters">How many type parameters the member has.</param>
/// <param name="ByCompiler">Whether only code uses it that the compiler itself has added.</param>
internal sealed record FenceUse(string Assembly, string Type, string? Member = null, int TypeParameters = 0, bool ByCompiler = false)
{
    private static readonly string[] _accessors = ["get_", "set_", "add_", "remove_"];

    /// <summary>What the list may call the member.</summary>
    public IReadOnlyList<string> Names =>
        Member is null ? []
        : Member == ".ctor" ? ["new"]
        : TypeParameters > 0 ? [Member, $"{Member}`{TypeParameters}"]
        : Member.StartsWith("set_", StringComparison.Ordinal) ? [Member, Member[4..], $"{Member[4..]}="]
        : [Member, Plain(Member)];

    /// <summary>What it is called in C#.</summary>
    public string Text => Member is null or ".ctor" ? Type : $"{Type}.{Plain(Member)}";

    private static string Plain(string member)
    {
        var accessor = _accessors.FirstOrDefault(accessor => member.StartsWith(accessor, StringComparison.Ordinal));
        // TorchSharp has functions of such names, in small letters.
        return accessor is null || (accessor == "set_" && char.IsLower(member[4])) ? member : member[accessor.Length..];
    }
}
