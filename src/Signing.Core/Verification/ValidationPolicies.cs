namespace Signing.Core.Verification;

/// <summary>The policies that a verification may name: <c>Online</c>, <c>Offline</c>, and those of the configuration.</summary>
public sealed class ValidationPolicies
{
    private readonly List<ValidationPolicy> _policies = [ValidationPolicy.Online, ValidationPolicy.Offline];

    /// <summary>Makes the list.</summary>
    /// <param name="policies">Further policies; their names are unique, and none is <c>Online</c> or <c>Offline</c>.</param>
    /// <exception cref="SigningException"><see cref="ErrorCodes.ConfigurationInvalid"/>: a name is taken.</exception>
    public ValidationPolicies(IEnumerable<ValidationPolicy> policies)
    {
        ArgumentNullException.ThrowIfNull(policies);
        foreach (ValidationPolicy policy in policies)
        {
            if (Find(policy.Name) is not null)
            {
                throw Error.Of(ErrorCodes.ConfigurationInvalid, ("setting", $"Policies:{policy.Name}"), ("detail", "a policy of this name is there already."));
            }
            _policies.Add(policy);
        }
    }

    /// <summary>The names.</summary>
    public IEnumerable<string> Names => _policies.Select(static policy => policy.Name);

    /// <summary>Finds a policy by its name.</summary>
    /// <param name="name">The name, letter by letter.</param>
    /// <returns>The policy; null where there is none.</returns>
    public ValidationPolicy? Find(string name) => _policies.Find(policy => policy.Name == name);
}
