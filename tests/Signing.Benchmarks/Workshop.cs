using Signing.CertsDev;
using Signing.CertsDev.Commands;
using Signing.Core.Creation;
using Signing.Core.Keys;
using Signing.Core.Net;
using Signing.Core.Pki;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification;

namespace Signing.Benchmarks;

/// <summary>What every measurement stands on: a development PKI, its agency's RSA-2048 key in a file and on a SoftHSM token, documents.</summary>
internal sealed class Workshop : IAsyncDisposable
{
    private readonly DevPki _pki;
    private readonly MemoryStream _sink = new();
    private readonly Pkcs11Token? _token;
    private readonly string _folder = Directory.CreateTempSubdirectory("signing-benchmarks-").FullName;

    private Workshop(DevPki pki, Pkcs12Key fileKey, Pkcs11Token? token, SigningKey? tokenKey, RawToken? raw)
    {
        _pki = pki;
        Files = new DevFiles(pki.AnchorFolder, pki.IntermediateFolder, pki.Agency.Pkcs12File, pki.Agency.PasswordFile, pki.Address.Authority);
        _token = token;
        FileKey = fileKey;
        TokenKey = tokenKey;
        Raw = raw;
        var fetch = new FetchOptions { AllowedPrivateHosts = { pki.Address.Authority } };
        TrustStore trust = TrustStore.Load([new TrustDomainOptions { Name = "dev", AnchorFolder = pki.AnchorFolder, IntermediateFolder = pki.IntermediateFolder }]);
        Signer = new PdfSigner(new() { Trust = trust, Fetch = fetch, TimestampAuthorities = [new() { Address = pki.Tsa.Address }] });
        Verifier = new PdfVerifier(new() { Trust = trust, Fetch = fetch });
    }

    /// <summary>One for all benchmarks of a process: SoftHSM reads where its tokens are once. It ends with the process.</summary>
    internal static Lazy<Task<Workshop>> Shared { get; } = new(OpenAsync);

    internal DevPki Pki => _pki;

    internal DevFiles Files { get; }

    /// <summary>The PKCS#11 module; null where SoftHSM is not installed.</summary>
    internal string? Module { get; private init; }

    internal PdfSigner Signer { get; }

    internal PdfVerifier Verifier { get; }

    internal Pkcs12Key FileKey { get; }

    /// <summary>The same key on a token; null where SoftHSM is not installed.</summary>
    internal SigningKey? TokenKey { get; }

    /// <summary>The token's own rate, without this library.</summary>
    internal RawToken? Raw { get; }

    internal static async Task<Workshop> OpenAsync()
    {
        DevPki pki = await DevPki.StartAsync();
        Pkcs12Key fileKey = await Pkcs12Key.OpenAsync(pki.Agency.Pkcs12File, new PinFile(pki.Agency.PasswordFile));
        if (await DevToken.TryOpenAsync(pki, CancellationToken.None) is not { } made)
        {
            return new Workshop(pki, fileKey, null, null, null);
        }
        Pkcs11Token token = await Pkcs11Token.OpenAsync(
            new() { Module = made.Module, TokenLabel = DevToken.Label, PinStateFolder = Path.Combine(pki.Folder, "pin-state") }, new PinFile(made.PinFile));
        SigningKey key = await token.FindKeyAsync(pki.Agency.Thumbprint);
        return new Workshop(pki, fileKey, token, key, RawToken.Open(made.Module, DevToken.Label, pki.Agency.Certificate)) { Module = made.Module };
    }

    internal static byte[] Document(int bytes) => TestPdf.Create(paddingBytes: bytes);

    internal string Write(string name, byte[] document)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, document);
        return path;
    }

    internal string PathOf(string name) => Path.Combine(_folder, name);

    internal async Task<byte[]> SignAsync(byte[] document, SigningKey key, PadesLevel level = PadesLevel.BaselineB)
    {
        var output = new MemoryStream(document.Length + 64 * 1024);
        await Signer.SignAsync(new MemoryStream(document, 0, document.Length, writable: false, publiclyVisible: true), output, key, new() { Level = level });
        return output.ToArray();
    }

    /// <summary>Ten signatures in one document.</summary>
    internal async Task<byte[]> SignTimesAsync(byte[] document, PadesLevel level, int times)
    {
        for (int i = 0; i < times; i++)
        {
            document = await SignAsync(document, FileKey, level);
        }
        return document;
    }

    /// <summary>Signs into a stream that is there already, so that nothing but the signature is measured.</summary>
    internal Task SignAgainAsync(byte[] document, SigningKey key)
    {
        _sink.Position = 0;
        return Signer.SignAsync(new MemoryStream(document, 0, document.Length, writable: false, publiclyVisible: true), _sink, key);
    }

    internal Task VerifyAsync(byte[] document) =>
        Verifier.VerifyAsync(new MemoryStream(document, 0, document.Length, writable: false, publiclyVisible: true), new() { Policy = ValidationPolicy.Online });

    public async ValueTask DisposeAsync()
    {
        Signer.Dispose();
        Verifier.Dispose();
        FileKey.Dispose();
        Raw?.Dispose();
        if (_token is not null)
        {
            await _token.DisposeAsync();
        }
        await _pki.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
