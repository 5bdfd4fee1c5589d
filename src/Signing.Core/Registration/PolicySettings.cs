namespace Signing.Core.Registration;

/// <summary>One validation policy: <c>Signing:Policies:NAME</c>.</summary>
public sealed class PolicySettings
{
    /// <summary>The policy's JSON file. What it leaves out has its default; the name is that of the setting.</summary>
    public string File { get; set; } = "";
}
