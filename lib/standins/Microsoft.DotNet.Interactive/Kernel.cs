using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive;

/// <summary>The functions that every cell can call by their bare names.</summary>
public abstract class Kernel
{
    private protected Kernel()
    {
    }

    public static DisplayedValue display(object? value, params string[]? mimeTypes) => value.Display(mimeTypes);

    public static IHtmlContent HTML(string content) => content.ToHtmlContent();

    public static async Task<string?> GetInputAsync(string prompt = "", string typeHint = "text") =>
        await SessionHook.Required.ReadAsync(prompt, isPassword: typeHint == "password");

    public static async Task<PasswordString> GetPasswordAsync(string prompt = "") =>
        new(await SessionHook.Required.ReadAsync(prompt, isPassword: true) ?? "");

    public static void CSS(string content) => $"<style>{content}</style>".DisplayAs(HtmlFormatter.MimeType);

    public static void Javascript(string scriptContent) =>
        $"<script type=\"text/javascript\">{scriptContent}</script>".DisplayAs(HtmlFormatter.MimeType);
}
