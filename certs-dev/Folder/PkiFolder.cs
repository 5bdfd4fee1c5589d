using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Signing.CertsDev.Declaration;

namespace Signing.CertsDev.Folder;

/// <summary>
/// Where a development PKI lies: <c>keys/</c> (PKCS#12), <c>certificates/</c> (PEM), <c>trust/anchors</c> and
/// <c>trust/intermediates</c>, <c>token/</c>, the password of all PKCS#12 files, and its state.
/// </summary>
internal sealed class PkiFolder(string path)
{
    internal string Path { get; } = System.IO.Path.GetFullPath(path);

    internal string AnchorFolder => In("trust", "anchors");

    internal string IntermediateFolder => In("trust", "intermediates");

    internal string TokenFolder => In("token");

    internal string PinStateFolder => In("pin-state");

    internal string PasswordFile => In("password.txt");

    internal string SamplePdf => In("sample.pdf");

    internal string ApiLog => In("api.log");

    private string StateFile => In("state.json");

    private string LockFile => In("lock");

    /// <summary>The state of the PKI here; null where there is none, a half-made one, or one from another declaration.</summary>
    internal PkiState? ReadState()
    {
        try
        {
            PkiState? state = JsonSerializer.Deserialize(File.ReadAllBytes(StateFile), StateJson.Default.PkiState);
            return state?.Declaration == PkiDeclaration.DefaultSha256 ? state : null;
        }
        catch (Exception failure) when (failure is IOException or JsonException)
        {
            return null;
        }
    }

    internal void WriteState(PkiState state) =>
        PrivateFiles.Write(StateFile, JsonSerializer.SerializeToUtf8Bytes(state, StateJson.Default.PkiState));

    /// <summary>Keeps other processes from using the folder at the same time.</summary>
    /// <exception cref="DevPkiException">Another process uses it.</exception>
    internal IDisposable Lock()
    {
        PrivateFiles.CreateFolder(Path);
        try
        {
            return PrivateFiles.Open(LockFile, FileMode.OpenOrCreate, FileShare.None);
        }
        catch (IOException failure)
        {
            throw new DevPkiException(
                $"The development PKI in {Path} is in use by another process.",
                "Stop the other 'certs-dev' (Ctrl+C in its terminal), then start this one again.",
                failure);
        }
    }

    /// <summary>Lets the next start make a new PKI.</summary>
    internal void Forget() => File.Delete(StateFile);

    /// <summary>Empties the folder of what an earlier PKI left, and makes its places and password.</summary>
    internal void Reset()
    {
        string[] ours = [In("keys"), In("certificates"), In("trust"), TokenFolder, PinStateFolder, PasswordFile, SamplePdf, ApiLog];
        // The state goes first: whatever happens after this, the rest is not taken for a PKI.
        Forget();
        foreach (string path in ours)
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
            File.Delete(path);
        }
        foreach (string path in (string[])[Path, In("keys"), In("certificates"), In("trust"), AnchorFolder, IntermediateFolder, PinStateFolder])
        {
            PrivateFiles.CreateFolder(path);
        }
        PrivateFiles.Write(PasswordFile, Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(32, lowercase: true)));
    }

    /// <summary>An identity with the files that it has, or will have, here.</summary>
    internal DevIdentity Identity(string name, X509Certificate2 certificate, AsymmetricAlgorithm key, IReadOnlyList<X509Certificate2> chain) =>
        new(name, certificate, key, chain)
        {
            Pkcs12File = In("keys", name + ".p12"),
            PasswordFile = PasswordFile,
            CertificateFile = In("certificates", name + ".pem"),
        };

    internal void Save(DevIdentity identity, TrustPlace? trust)
    {
        PrivateFiles.Write(identity.Pkcs12File, Pkcs12File.Encode(identity, File.ReadAllText(PasswordFile)));
        byte[] pem = Encoding.ASCII.GetBytes(identity.Certificate.ExportCertificatePem() + "\n");
        PrivateFiles.Write(identity.CertificateFile, pem);
        string? folder = trust switch
        {
            TrustPlace.Anchor => AnchorFolder,
            TrustPlace.Intermediate => IntermediateFolder,
            _ => null,
        };
        if (folder is not null)
        {
            PrivateFiles.Write(System.IO.Path.Combine(folder, identity.Name + ".pem"), pem);
        }
    }

    internal DevIdentity Load(string name, IReadOnlyList<X509Certificate2> chain)
    {
        (X509Certificate2 certificate, AsymmetricAlgorithm key) = Pkcs12File.Decode(File.ReadAllBytes(In("keys", name + ".p12")), File.ReadAllText(PasswordFile));
        return Identity(name, certificate, key, chain);
    }

    private string In(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);
}
