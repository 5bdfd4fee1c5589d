using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Signing.Core.Keys;

/// <summary>A private key from a PKCS#12 file, kept in memory only. Thread-safe; dispose it to let go of the key.</summary>
public sealed class Pkcs12Key : SigningKey, IDisposable
{
    private readonly X509Certificate2[] _certificates;
    private readonly ConcurrentBag<AsymmetricAlgorithm> _idle = [];
    private volatile bool _isDisposed;

    private Pkcs12Key(X509Certificate2[] certificates, X509Certificate2 leaf, SignerPublicKey publicKey)
    {
        _certificates = certificates;
        Certificate = leaf;
        Algorithms = publicKey.Algorithms;
        Chain = IssuerChain.Of(leaf, certificates);
    }

    /// <inheritdoc/>
    public override X509Certificate2 Certificate { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<X509Certificate2> Chain { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<SignatureAlgorithm> Algorithms { get; }

    /// <summary>Always <see langword="false"/>.</summary>
    public override bool RequiresPinPerSignature => false;

    /// <summary>Opens a PKCS#12 file.</summary>
    /// <param name="path">The file, with one private key, its certificate and possibly the issuers' certificates.</param>
    /// <param name="password">Where its password comes from, for example a <see cref="PinFile"/>; <see langword="null"/> for a file without one.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="SigningException"><c>key.file</c>: not PKCS#12, another password, or no key that can sign; <c>file.failed</c>: it can't be read.</exception>
    public static async Task<Pkcs12Key> OpenAsync(string path, PinProvider? password, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        byte[] file;
        try
        {
            file = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Error.Of(ErrorCodes.FileFailed, e, ("file", path), ("detail", e.Message));
        }
        using PinBuffer? buffer = password is null ? null
            : await password.GetPinAsync(new PinRequest(PinPurpose.KeyFile, path, TokenSerial: null, PinState.Ok), cancellationToken).ConfigureAwait(false)
                ?? throw new OperationCanceledException("No password was given.");
        return Open(file, buffer, path);
    }

    /// <summary>Opens a PKCS#12 file that is in memory.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="password">Its password; stays the caller's to zero.</param>
    /// <exception cref="SigningException"><c>key.file</c>: not PKCS#12, another password, or no key that can sign.</exception>
    public static Pkcs12Key Open(ReadOnlyMemory<byte> file, ReadOnlySpan<char> password) => Open(file.Span, password, "PKCS#12");

    /// <inheritdoc/>
    public override ValueTask<byte[]> SignDataAsync(ReadOnlyMemory<byte> data, SignatureAlgorithm algorithm, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (!Algorithms.Contains(algorithm))
        {
            throw Error.Of(ErrorCodes.KeyAlgorithm, ("algorithm", algorithm), ("algorithms", string.Join(", ", Algorithms)));
        }
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Sign(data.Span, algorithm));
    }

    /// <summary>Lets go of the key and its certificates.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        while (_idle.TryTake(out AsymmetricAlgorithm? key))
        {
            key.Dispose();
        }
        foreach (X509Certificate2 certificate in _certificates)
        {
            certificate.Dispose();
        }
    }

    internal static Pkcs12Key Open(ReadOnlySpan<byte> file, PinBuffer? password, string name)
    {
        char[] text = GC.AllocateArray<char>(password is null ? 0 : Encoding.UTF8.GetCharCount(password.Bytes), pinned: true);
        try
        {
            if (password is not null)
            {
                Encoding.UTF8.GetChars(password.Bytes, text);
            }
            return Open(file, text, name);
        }
        finally
        {
            Array.Clear(text);
        }
    }

    private static Pkcs12Key Open(ReadOnlySpan<byte> file, ReadOnlySpan<char> password, string name)
    {
        X509Certificate2[] certificates;
        try
        {
            // macOS has no ephemeral keys.
            X509KeyStorageFlags storage = OperatingSystem.IsMacOS() ? X509KeyStorageFlags.DefaultKeySet : X509KeyStorageFlags.EphemeralKeySet;
            certificates = [.. X509CertificateLoader.LoadPkcs12Collection(file, password, storage)];
        }
        catch (CryptographicException e)
        {
            throw Error.Of(ErrorCodes.KeyFile, e, ("file", name), ("detail", "it is not PKCS#12, or the password is another"));
        }
        X509Certificate2[] owners = [.. certificates.Where(static certificate => certificate.HasPrivateKey)];
        string? problem = owners.Length != 1 ? $"it holds {owners.Length} private keys instead of one" : null;
        SignerPublicKey? publicKey = problem is null ? SignerPublicKey.Of(owners[0]) : null;
        if (problem is null && publicKey is null or { Scheme: SignatureScheme.Ed25519 })
        {
            problem = "its key is of a kind that is not supported in files";
        }
        if (problem is not null)
        {
            foreach (X509Certificate2 certificate in certificates)
            {
                certificate.Dispose();
            }
            throw Error.Of(ErrorCodes.KeyFile, ("file", name), ("detail", problem));
        }
        return new Pkcs12Key(certificates, owners[0], publicKey!);
    }

    // .NET promises nothing about one key object in two threads at once: each call takes its own.
    private byte[] Sign(ReadOnlySpan<byte> data, SignatureAlgorithm algorithm)
    {
        if (!_idle.TryTake(out AsymmetricAlgorithm? key))
        {
            key = (AsymmetricAlgorithm?)Certificate.GetRSAPrivateKey() ?? Certificate.GetECDsaPrivateKey()
                ?? throw new ObjectDisposedException(nameof(Pkcs12Key));
        }
        byte[] value = key switch
        {
            RSA rsa => rsa.SignData(data, algorithm.Hash, algorithm.Scheme is SignatureScheme.RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1),
            ECDsa ecdsa => ecdsa.SignData(data, algorithm.Hash, DSASignatureFormat.Rfc3279DerSequence),
            _ => throw new InvalidOperationException("The key is of another kind than its certificate."),
        };
        if (_isDisposed)
        {
            key.Dispose();
        }
        else
        {
            _idle.Add(key);
        }
        return value;
    }
}
