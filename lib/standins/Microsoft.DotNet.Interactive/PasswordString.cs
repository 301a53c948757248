namespace Microsoft.DotNet.Interactive;

/// <summary>A text that is not shown by accident.</summary>
public class PasswordString(string clearTextPassword)
{
    public string GetClearTextPassword() => clearTextPassword;

    public override string ToString() => "************";
}
