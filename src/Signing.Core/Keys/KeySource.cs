namespace Signing.Core.Keys;

/// <summary>Where one named key of a <see cref="KeyRing"/> comes from.</summary>
internal abstract class KeySource(string name, string? thumbprint) : IDisposable
{
    /// <summary>The configured name.</summary>
    internal string Name => name;

    /// <summary>The configured thumbprint, normalised.</summary>
    internal string? ConfiguredThumbprint => thumbprint;

    /// <summary>The key, ready to sign.</summary>
    internal abstract ValueTask<SigningKey> GetAsync(CancellationToken cancellationToken);

    /// <summary>The key as it can be known without a login.</summary>
    internal abstract ValueTask<SigningKey> DescribeAsync(CancellationToken cancellationToken);

    /// <summary>Throws what is known to stand in the way of signing, without a login.</summary>
    internal abstract ValueTask CheckAsync(CancellationToken cancellationToken);

    public abstract void Dispose();

    /// <param name="name">The configured name.</param>
    /// <param name="options">The key's settings.</param>
    /// <param name="ring">The key ring's settings.</param>
    /// <param name="tokens">The tokens so far: keys on the same one share it.</param>
    internal static KeySource Of(string name, KeyOptions options, KeyRingOptions ring, List<TokenSource> tokens)
    {
        string? thumbprint = options.Thumbprint is { Length: > 0 } text ? Keys.Thumbprint.Normalize(text) ?? throw Invalid(name, nameof(KeyOptions.Thumbprint), "is no SHA-256 in hexadecimal") : null;
        switch (options.Kind)
        {
            case KeyKind.Pkcs12:
                string file = options.File is { Length: > 0 } path ? path : throw Invalid(name, nameof(KeyOptions.File), "names no PKCS#12 file");
                return new FileKeySource(name, thumbprint, file, options.PasswordFile is { Length: > 0 } passwordFile ? new PinFile(passwordFile) : null);
            case KeyKind.Pkcs11:
                Require(name, nameof(KeyOptions.Module), options.Module is { Length: > 0 }, "names no PKCS#11 module");
                Require(name, nameof(KeyOptions.MaxSessions), options.MaxSessions is null or >= 1 and <= 256, "must be between 1 and 256");
                Require(name, nameof(KeyOptions.Deadline), options.Deadline is null || options.Deadline > TimeSpan.Zero, "must be more than zero");
                TokenSource? token = tokens.Find(other => other.IsSame(options));
                if (token is null)
                {
                    tokens.Add(token = new TokenSource(options, ring));
                }
                return new TokenKeySource(name, thumbprint, token);
            default:
                throw Invalid(name, nameof(KeyOptions.Kind), "is neither Pkcs11 nor Pkcs12");
        }
    }

    private static void Require(string name, string setting, bool condition, string detail)
    {
        if (!condition)
        {
            throw Invalid(name, setting, detail);
        }
    }

    protected static SigningException Invalid(string name, string setting, string detail) =>
        Error.Of(ErrorCodes.ConfigurationInvalid, ("setting", $"Keys:{name}:{setting}"), ("detail", detail));
}
