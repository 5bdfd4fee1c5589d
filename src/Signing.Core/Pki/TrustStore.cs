namespace Signing.Core.Pki;

/// <summary>
/// What is trusted: any number of <see cref="TrustDomain"/>s side by side. Immutable and thread-safe; <see cref="TrustFolders"/>
/// pick up changed folders.
/// </summary>
public sealed class TrustStore : TrustSource
{
    private TrustStore(IReadOnlyList<TrustDomain> domains) => Domains = domains;

    /// <summary>A store that trusts nobody.</summary>
    public static TrustStore Empty { get; } = new([]);

    /// <summary>The domains, in the order in which paths are searched.</summary>
    public IReadOnlyList<TrustDomain> Domains { get; }

    /// <summary>The store itself.</summary>
    public override TrustStore Current => this;

    /// <summary>Loads trust domains from their folders and from memory.</summary>
    /// <param name="domains">The domains; names are unique, and each has at least one anchor.</param>
    /// <returns>The store.</returns>
    /// <exception cref="SigningException"><see cref="ErrorCodes.ConfigurationInvalid"/>: a name is missing or doubled, a folder or
    /// file cannot be read, a file holds no certificate, or a domain has no anchor; the facts name the setting and the file.</exception>
    public static TrustStore Load(IEnumerable<TrustDomainOptions> domains)
    {
        ArgumentNullException.ThrowIfNull(domains);
        var loaded = new List<TrustDomain>();
        foreach (TrustDomainOptions options in domains)
        {
            if (string.IsNullOrWhiteSpace(options.Name))
            {
                throw Invalid("Trust", "a trust domain has no name");
            }
            if (loaded.Exists(other => other.Name == options.Name))
            {
                throw Invalid($"Trust:{options.Name}", "two trust domains have this name");
            }
            loaded.Add(TrustFolder.Load(options));
        }
        return new TrustStore(loaded);
    }

    internal static TrustStore Of(params IReadOnlyList<TrustDomain> domains) => new(domains);

    internal static SigningException Invalid(string setting, string detail, Exception? inner = null) =>
        Error.Of(ErrorCodes.ConfigurationInvalid, inner, ("setting", setting), ("detail", detail));
}
