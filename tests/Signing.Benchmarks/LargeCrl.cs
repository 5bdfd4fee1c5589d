using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Signing.Core.Net;
using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;

namespace Signing.Benchmarks;

/// <summary>A CRL of 20 MB, signed with RSA-2048, and what it costs to read it, to open it from the disk and to look something up.</summary>
internal sealed class LargeCrl
{
    private const int Bytes = 20_000_000;
    private const string Key = "http://crl.example/large.crl";
    private readonly Certificate _issuer;
    private readonly CacheFolder _folder;
    private readonly byte[] _revoked = Serial(4711);
    private readonly CrlProof _memory;

    internal LargeCrl(string folder)
    {
        using RSA key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Large", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using X509Certificate2 issuer = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        _issuer = Certificate.From(issuer);
        Der = Encode(key, _issuer, now);
        _memory = CrlProof.Parse(Der);
        _memory.IsSignedBy(_issuer);
        _folder = new CacheFolder(folder, 1 << 30, TimeProvider.System);
        _folder.Write(Key, now.AddDays(1), stream => ProofFile.Write(stream, Key, _memory, new Uri(Key)));
    }

    internal byte[] Der { get; }

    internal int Count => _memory.Entries.Count;

    /// <summary>Reads and indexes it, and verifies its signature.</summary>
    internal Task IndexAsync() => Demand(CrlProof.Parse(Der).IsSignedBy(_issuer));

    /// <summary>Opens it from the disk as a new process does, and looks a certificate up.</summary>
    internal Task OpenAsync()
    {
        (Microsoft.Win32.SafeHandles.SafeFileHandle file, _) = _folder.Open(Key)!.Value;
        using (file)
        {
            var crl = (CrlProof)ProofFile.Read(file, Key)!;
            return Demand(crl.IsSignedBy(_issuer) && crl.Entries.Find(_revoked, crl.Issuer, crl.Issuer) is not null);
        }
    }

    /// <summary>Looks a certificate up in memory, a thousand times.</summary>
    internal Task FindAsync()
    {
        bool found = true;
        for (int i = 0; i < 1000; i++)
        {
            found &= _memory.Entries.Find(_revoked, _memory.Issuer, _memory.Issuer) is not null;
        }
        return Demand(found);
    }

    internal Task HashAsync() => Demand(SHA256.HashData(Der).Length > 0);

    private static Task Demand(bool condition) => condition ? Task.CompletedTask : throw new InvalidOperationException("The CRL does not say what it says.");

    private static byte[] Serial(int number)
    {
        byte[] serial = SHA256.HashData(BitConverter.GetBytes(number))[..16];
        serial[0] = (byte)(serial[0] & 0x3F | 0x40);
        return serial;
    }

    // As authorities write them: 128-bit serial numbers, and a reason.
    private static byte[] Encode(RSA key, Certificate issuer, DateTimeOffset now)
    {
        byte[] algorithm = X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1).GetSignatureAlgorithmIdentifier(HashAlgorithmName.SHA256);
        var body = new AsnWriter(AsnEncodingRules.DER, Bytes + 1024);
        using (body.PushSequence())
        {
            body.WriteInteger(1);
            body.WriteEncodedValue(algorithm);
            body.WriteEncodedValue(issuer.Subject.Der.Span);
            body.WriteUtcTime(now);
            body.WriteUtcTime(now.AddDays(1));
            using (body.PushSequence())
            {
                for (int i = 0; i < Bytes / 49; i++)
                {
                    // Serial number, date, reason keyCompromise: 49 octets each.
                    body.WriteEncodedValue([0x30, 0x2F, 0x02, 0x10, .. Serial(i), 0x17, 0x0D, .. "260101000000Z"u8, 0x30, 0x0C, 0x30, 0x0A, 0x06, 0x03, 0x55, 0x1D, 0x15, 0x04, 0x03, 0x0A, 0x01, 0x01]);
                }
            }
        }
        byte[] signed = body.Encode();
        var whole = new AsnWriter(AsnEncodingRules.DER, signed.Length + 1024);
        using (whole.PushSequence())
        {
            whole.WriteEncodedValue(signed);
            whole.WriteEncodedValue(algorithm);
            whole.WriteBitString(key.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        }
        return whole.Encode();
    }
}
