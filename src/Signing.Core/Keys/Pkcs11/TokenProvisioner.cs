using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Net.Pkcs11Interop.Common;

namespace Signing.Core.Keys.Pkcs11;

/// <summary>
/// Fills a token: initialises it in a free slot and imports keys with their certificates. For development and tests; it
/// must be closed before the token is used for signing, because its login is the process's.
/// </summary>
internal sealed class TokenProvisioner : IAsyncDisposable
{
    private readonly Module _module;
    private readonly Cryptoki.Session _session;

    private TokenProvisioner(Module module, Cryptoki.Session session, TokenInfo info)
    {
        _module = module;
        _session = session;
        Label = info.Label;
        Serial = info.Serial;
    }

    /// <summary>The token's label.</summary>
    internal string Label { get; }

    /// <summary>The token's serial number, which the module has chosen.</summary>
    internal string Serial { get; }

    /// <summary>Initialises a token in the first free slot and logs in to it.</summary>
    /// <param name="module">The PKCS#11 module, as in <see cref="Pkcs11TokenOptions.Module"/>.</param>
    /// <param name="label">Its label, at most 32 bytes, which no other token there has.</param>
    /// <param name="securityOfficerPin">The PIN that can set the user's PIN.</param>
    /// <param name="userPin">The PIN that signs.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    internal static async Task<TokenProvisioner> InitializeAsync(string module, string label, PinBuffer securityOfficerPin, PinBuffer userPin, CancellationToken cancellationToken = default)
    {
        Module loaded = ModuleRegistry.Get(new Pkcs11TokenOptions { Module = module });
        await loaded.RunAsync(cryptoki =>
        {
            Initialize(cryptoki, label, securityOfficerPin, userPin);
            return true;
        }, label, cancellationToken).ConfigureAwait(false);
        return await OpenAsync(module, label, userPin, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Logs in to a token that is initialised already.</summary>
    /// <param name="module">The PKCS#11 module.</param>
    /// <param name="label">The token's label.</param>
    /// <param name="userPin">The PIN that signs.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    internal static async Task<TokenProvisioner> OpenAsync(string module, string label, PinBuffer userPin, CancellationToken cancellationToken = default)
    {
        Module loaded = ModuleRegistry.Get(new Pkcs11TokenOptions { Module = module });
        return await loaded.RunAsync(cryptoki =>
        {
            (Cryptoki.Slot slot, TokenInfo info) = Find(cryptoki, info => info.Matches(label, serial: null))
                ?? throw TokenErrors.Absent(label, "no such token in the module");
            Cryptoki.Session session = slot.Open(readWrite: true);
            session.Login(CKU.CKU_USER, userPin.Array);
            return new TokenProvisioner(loaded, session, info);
        }, label, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Imports a private key, its public key and its certificate, tied together by a CKA_ID made from the public key.</summary>
    /// <param name="certificate">The certificate with an exportable RSA or EC private key.</param>
    /// <param name="label">The label of all three.</param>
    /// <param name="pinPerSignature">Whether each signature is to want the PIN (CKA_ALWAYS_AUTHENTICATE).</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    internal async Task ImportAsync(X509Certificate2 certificate, string label, bool pinPerSignature = false, CancellationToken cancellationToken = default) =>
        await _module.RunAsync(_ =>
        {
            byte[] id = SHA256.HashData(certificate.PublicKey.EncodedKeyValue.RawData)[..20];
            using RSA? rsa = certificate.GetRSAPrivateKey();
            using ECDsa? ec = certificate.GetECDsaPrivateKey();
            if (rsa is not null)
            {
                Import(rsa.ExportParameters(includePrivateParameters: true), id, label, pinPerSignature);
            }
            else if (ec is not null)
            {
                Import(ec.ExportParameters(includePrivateParameters: true), certificate.PublicKey, id, label, pinPerSignature);
            }
            else
            {
                throw new ArgumentException("The certificate has no RSA or EC private key.", nameof(certificate));
            }
            return Import(certificate, id, label);
        }, Label, cancellationToken).ConfigureAwait(false);

    /// <summary>Imports a certificate without a key: an issuer's.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="label">Its label.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    internal async Task ImportIssuerAsync(X509Certificate2 certificate, string label, CancellationToken cancellationToken = default) =>
        await _module.RunAsync(_ => Import(certificate, SHA256.HashData(certificate.PublicKey.EncodedKeyValue.RawData)[..20], label), Label, cancellationToken).ConfigureAwait(false);

    /// <summary>Writes objects of any other kind.</summary>
    /// <param name="write">What to write, in the session that is logged in.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    internal async Task RunAsync(Action<Cryptoki.Session> write, CancellationToken cancellationToken = default) =>
        await _module.RunAsync(_ =>
        {
            write(_session);
            return true;
        }, Label, cancellationToken).ConfigureAwait(false);

    /// <summary>Logs out.</summary>
    public async ValueTask DisposeAsync() =>
        await _module.RunAsync(_ =>
        {
            _session.Logout();
            _session.Close();
            return true;
        }, Label, CancellationToken.None).ConfigureAwait(false);

    private static void Initialize(Cryptoki cryptoki, string label, PinBuffer securityOfficerPin, PinBuffer userPin)
    {
        if (Find(cryptoki, info => info.Matches(label, serial: null)) is not null)
        {
            throw TokenErrors.Failed(label, "a token with this label is there already");
        }
        (Cryptoki.Slot free, _) = Find(cryptoki, static info => !info.IsInitialized) ?? throw TokenErrors.Absent(label, "the module has no free slot");
        // CK_TOKEN_INFO has 32 bytes for the label, filled up with blanks.
        free.InitToken(securityOfficerPin.Array, Encoding.UTF8.GetBytes(label.PadRight(32)));
        (Cryptoki.Slot slot, _) = Find(cryptoki, info => info.Matches(label, serial: null)) ?? throw TokenErrors.Failed(label, "it was initialised but is not there");
        Cryptoki.Session session = slot.Open(readWrite: true);
        try
        {
            session.Login(CKU.CKU_SO, securityOfficerPin.Array);
            session.InitPin(userPin.Array);
            session.Logout();
        }
        finally
        {
            session.Close();
        }
    }

    // The slots are listed anew each time: a module may move a token to another slot once it is initialised.
    private static (Cryptoki.Slot Slot, TokenInfo Info)? Find(Cryptoki cryptoki, Func<TokenInfo, bool> wanted)
    {
        foreach (Cryptoki.Slot slot in cryptoki.Slots())
        {
            TokenInfo info = slot.Token();
            if (wanted(info))
            {
                return (slot, info);
            }
        }
        return null;
    }

    private void Import(RSAParameters key, byte[] id, string label, bool pinPerSignature)
    {
        try
        {
            _session.Create(
                [(CKA.CKA_CLASS, CKO.CKO_PRIVATE_KEY), (CKA.CKA_KEY_TYPE, CKK.CKK_RSA), .. PrivateKey(id, label, pinPerSignature),
                 (CKA.CKA_MODULUS, key.Modulus!), (CKA.CKA_PUBLIC_EXPONENT, key.Exponent!), (CKA.CKA_PRIVATE_EXPONENT, key.D!),
                 (CKA.CKA_PRIME_1, key.P!), (CKA.CKA_PRIME_2, key.Q!), (CKA.CKA_EXPONENT_1, key.DP!), (CKA.CKA_EXPONENT_2, key.DQ!),
                 (CKA.CKA_COEFFICIENT, key.InverseQ!)]);
            _session.Create(
                [(CKA.CKA_CLASS, CKO.CKO_PUBLIC_KEY), (CKA.CKA_KEY_TYPE, CKK.CKK_RSA), .. PublicKey(id, label),
                 (CKA.CKA_MODULUS, key.Modulus!), (CKA.CKA_PUBLIC_EXPONENT, key.Exponent!)]);
        }
        finally
        {
            foreach (byte[]? secret in (byte[]?[])[key.D, key.P, key.Q, key.DP, key.DQ, key.InverseQ])
            {
                CryptographicOperations.ZeroMemory(secret);
            }
        }
    }

    private void Import(ECParameters key, PublicKey publicKey, byte[] id, string label, bool pinPerSignature)
    {
        try
        {
            byte[] curve = publicKey.EncodedParameters!.RawData;
            _session.Create(
                [(CKA.CKA_CLASS, CKO.CKO_PRIVATE_KEY), (CKA.CKA_KEY_TYPE, CKK.CKK_EC), .. PrivateKey(id, label, pinPerSignature),
                 (CKA.CKA_EC_PARAMS, curve), (CKA.CKA_VALUE, key.D!)]);
            // PKCS#11 v2.40, 2.3.3: the point inside an OCTET STRING.
            var point = new AsnWriter(AsnEncodingRules.DER);
            point.WriteOctetString(publicKey.EncodedKeyValue.RawData);
            _session.Create(
                [(CKA.CKA_CLASS, CKO.CKO_PUBLIC_KEY), (CKA.CKA_KEY_TYPE, CKK.CKK_EC), .. PublicKey(id, label),
                 (CKA.CKA_EC_PARAMS, curve), (CKA.CKA_EC_POINT, point.Encode())]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key.D);
        }
    }

    private ulong Import(X509Certificate2 certificate, byte[] id, string label) => _session.Create(
        (CKA.CKA_CLASS, CKO.CKO_CERTIFICATE), (CKA.CKA_CERTIFICATE_TYPE, CKC.CKC_X_509), (CKA.CKA_TOKEN, true), (CKA.CKA_PRIVATE, false),
        (CKA.CKA_ID, id), (CKA.CKA_LABEL, label), (CKA.CKA_SUBJECT, certificate.SubjectName.RawData), (CKA.CKA_VALUE, certificate.RawData));

    private static (CKA, object)[] PrivateKey(byte[] id, string label, bool pinPerSignature) =>
        [(CKA.CKA_TOKEN, true), (CKA.CKA_PRIVATE, true), (CKA.CKA_SENSITIVE, true), (CKA.CKA_EXTRACTABLE, false), (CKA.CKA_SIGN, true),
         (CKA.CKA_ALWAYS_AUTHENTICATE, pinPerSignature), (CKA.CKA_ID, id), (CKA.CKA_LABEL, label)];

    private static (CKA, object)[] PublicKey(byte[] id, string label) =>
        [(CKA.CKA_TOKEN, true), (CKA.CKA_PRIVATE, false), (CKA.CKA_VERIFY, true), (CKA.CKA_ID, id), (CKA.CKA_LABEL, label)];
}
