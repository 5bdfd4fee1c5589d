using Microsoft.Extensions.Time.Testing;
using Signing.Core.Net;
using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;
using Xunit;

namespace Signing.Core.Tests.Pki;

/// <summary>Proofs that outlive the process. A new process is a new fetcher with new options over the same folder.</summary>
public sealed class ProofDiskTests : IDisposable
{
    private const string OcspAddress = "http://ocsp.example.vn/";
    private const string CrlAddress = "http://crl.example.vn/ca.crl";
    private static readonly DateTimeOffset Now = TestTimes.Now;
    private static readonly TestEntity Root = TestEntity.Root();
    private static readonly TestEntity Asked = Root.Issue(new TestTemplate("Asked") { Ocsp = OcspAddress });
    private static readonly TestEntity Listed = Root.Issue(new TestTemplate("Listed") { Crl = CrlAddress });
    private static readonly TestEntity Unlisted = Root.Issue(new TestTemplate("Unlisted") { Crl = CrlAddress });

    // Above the size from which a list stays in its file.
    private static readonly byte[][] Serials = [.. Enumerable.Range(0, 6000).Select(static i => BitConverter.GetBytes(0x4000_0000_0000_0000 + i * 7919L).Reverse().ToArray())];
    private static readonly byte[] LargeList = (new TestCrl(Root) { Revoked = [(Listed.Certificate, Now.AddDays(-2), 1)], Serials = Serials }).Encode();

    private readonly FakeTimeProvider _time = new(Now);
    private readonly TestNetwork _network = new();
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("signing-proofs-").FullName, "cache");

    public void Dispose()
    {
        _network.Dispose();
        Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);
    }

    [Fact]
    public async Task FetchAsync_AfterARestart_AsksNobodyForWhatIsStillGood()
    {
        Serve();

        foreach (TestEntity signer in (TestEntity[])[Asked, Listed, Unlisted])
        {
            RevocationFinding first = await FindAsync(signer);
            RevocationFinding second = await FindAsync(signer);

            Assert.Equal((first.Status, first.RevokedAt, first.Reason, first.ThisUpdate, first.NextUpdate), (second.Status, second.RevokedAt, second.Reason, second.ThisUpdate, second.NextUpdate));
            Assert.Equal(ProofSource.Cache, second.Proof!.Source);
            Assert.Equal(first.Proof!.Address, second.Proof.Address);
            Assert.Equal(first.Proof.Thumbprint, second.Proof.Thumbprint);
            Assert.True(first.Proof.Der.Span.SequenceEqual(second.Proof.Der.Span));
        }
        Assert.Equal([OcspAddress, CrlAddress], _network.Asked);
    }

    [Fact]
    public async Task FetchAsync_LargeList_StaysInItsFile()
    {
        Serve();
        await FindAsync(Listed);

        RevocationFinding found = await FindAsync(Listed);

        var crl = Assert.IsType<CrlProof>(found.Proof);
        Assert.IsType<CrlFile>(crl.Entries);
        Assert.Equal(Serials.Length + 1, crl.Entries.Count);
        Assert.True(crl.IsSignedBy(Root.Certificate));
        Assert.False(crl.IsSignedBy(TestEntity.Root("Stranger").Certificate));
    }

    [Fact]
    public async Task Find_EverySerialNumber_IsFoundInTheFileAsInMemory()
    {
        Serve();
        await FindAsync(Listed);
        var crl = (CrlProof)(await FindAsync(Listed)).Proof!;
        CrlProof memory = CrlProof.Parse(LargeList);

        foreach (byte[] serial in Serials)
        {
            Assert.Equal(memory.Entries.Find(serial, crl.Issuer, crl.Issuer), crl.Entries.Find(serial, crl.Issuer, crl.Issuer));
            Assert.NotNull(crl.Entries.Find(serial, crl.Issuer, crl.Issuer));
            Assert.Null(crl.Entries.Find([.. serial, 1], crl.Issuer, crl.Issuer));
        }
        Assert.Null(crl.Entries.Find(Serials[0], Asked.Certificate.Subject, crl.Issuer));
    }

    [Fact]
    public async Task FetchAsync_OutOfDate_IsDownloadedAgain()
    {
        Serve();
        await FindAsync(Asked);
        _time.Advance(TimeSpan.FromMinutes(61));

        await FindAsync(Asked);

        Assert.Equal([OcspAddress, OcspAddress], _network.Asked);
    }

    [Fact]
    public async Task FetchAsync_OlderThanIsWanted_IsDownloadedAgain()
    {
        Serve();
        await FindAsync(Listed);

        await FindAsync(Listed, freshness: TimeSpan.FromMinutes(5));

        Assert.Equal([CrlAddress, CrlAddress], _network.Asked);
    }

    [Fact]
    public async Task FetchAsync_ForgedAnswer_IsNotWritten()
    {
        _network.Serve(CrlAddress, (new TestCrl(Root) { SignedBy = TestEntity.Root("Forger"), NextUpdate = Now.AddYears(1) }).Encode());

        await FindAsync(Listed);

        Assert.Empty(Files());
    }

    [Fact]
    public async Task FetchAsync_ForgedProofInTheFolder_IsDroppedAndTheNetworkAsked()
    {
        _network.Serve(CrlAddress, (new TestCrl(TestEntity.Root()) { NextUpdate = Now.AddYears(1) }).Encode());
        var folder = new CacheFolder(_folder, 1 << 30, _time);
        CrlProof forged = (new TestCrl(Root) { SignedBy = TestEntity.Root("Forger"), NextUpdate = Now.AddYears(1) }).Proof();
        folder.Write(CrlAddress, Now.AddYears(1), stream => ProofFile.Write(stream, CrlAddress, forged, new Uri(CrlAddress)));
        Serve();

        Assert.Equal(RevocationStatus.Revoked, (await FindAsync(Listed)).Status);
        Assert.Equal([CrlAddress], _network.Asked);
        Assert.Equal(RevocationStatus.Revoked, (await FindAsync(Listed)).Status);
        Assert.Equal([CrlAddress], _network.Asked);
    }

    [Fact]
    public async Task FetchAsync_AnyByteChanged_NeverAWrongStatus()
    {
        Serve();
        await FindAsync(Listed);
        string file = Assert.Single(Files());
        byte[] whole = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        DateTime keepUntil = File.GetLastWriteTimeUtc(file);

        // Everywhere in mark, head and table, and here and there in list and pages.
        for (int i = 0; i < whole.Length; i += i < 400 ? 7 : 1999)
        {
            byte[] changed = [.. whole];
            changed[i] ^= 0x41;
            await File.WriteAllBytesAsync(file, changed, TestContext.Current.CancellationToken);
            File.SetLastWriteTimeUtc(file, keepUntil);

            Assert.Equal((i, RevocationStatus.Revoked), (i, (await FindAsync(Listed)).Status));
            Assert.Equal((i, RevocationStatus.Good), (i, (await FindAsync(Unlisted)).Status));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(300)]
    [InlineData(100_000)]
    [InlineData(-1)]
    public async Task FetchAsync_FileCutOff_IsNotThere(int length)
    {
        Serve();
        await FindAsync(Unlisted);
        string file = Assert.Single(Files());
        DateTime keepUntil = File.GetLastWriteTimeUtc(file);
        using (FileStream stream = File.OpenWrite(file))
        {
            stream.SetLength(length < 0 ? stream.Length + length : length);
        }
        File.SetLastWriteTimeUtc(file, keepUntil);

        Assert.Equal(RevocationStatus.Good, (await FindAsync(Unlisted)).Status);
    }

    [Fact]
    public async Task Der_ChangedInTheFolder_IsNotGivenOut()
    {
        Serve();
        await FindAsync(Listed);
        string file = Assert.Single(Files());
        var crl = (CrlProof)(await FindAsync(Listed)).Proof!;
        byte[] whole = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        int at = whole.AsSpan().IndexOf(LargeList);
        Assert.True(at > 0);
        using (var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            stream.Position = at + 50_000;
            stream.WriteByte((byte)~whole[at + 50_000]);
        }

        Assert.Equal(ErrorCodes.FileFailed, Assert.Throws<SigningException>(() => crl.Der).Code);
    }

    [Fact]
    public async Task FetchAsync_FolderAndFiles_ArePrivate()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }
        Directory.CreateDirectory(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Serve();

        await FindAsync(Listed);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(Files())));
    }

    [Fact]
    public async Task FetchAsync_FolderGone_IsDoneWithout()
    {
        Serve();
        RevocationFetcher fetcher = Fetcher();
        Directory.Delete(_folder, recursive: true);

        Assert.Equal(RevocationStatus.Revoked, (await FindAsync(Listed, fetcher: fetcher)).Status);
    }

    [Fact]
    public void Fetcher_FolderThatCannotBe_ConfigurationInvalid()
    {
        File.WriteAllText(_folder, "a file");

        Assert.Equal(ErrorCodes.ConfigurationInvalid, Assert.Throws<SigningException>(() => Fetcher()).Code);
    }

    private string[] Files() => Directory.GetFiles(_folder);

    private void Serve()
    {
        _network.Serve(OcspAddress, _ => (new TestOcsp(Asked.Certificate, Root) { ThisUpdate = _time.GetUtcNow().AddMinutes(-10), NextUpdate = _time.GetUtcNow().AddHours(1) }).Encode());
        _network.Serve(CrlAddress, LargeList);
    }

    private RevocationFetcher Fetcher() => new(_network.Fetcher(_time, _folder), _time);

    private async Task<RevocationFinding> FindAsync(TestEntity signer, TimeSpan? freshness = null, RevocationFetcher? fetcher = null)
    {
        TrustStore trust = TrustStore.Of(new TrustDomain("test", [Root.Certificate], []));
        PathResult path = PathValidator.Validate(signer.Certificate, [], trust, Now, PathPurpose.DocumentSigning);
        var context = new RevocationContext(RevocationData.Empty, [], trust, _time.GetUtcNow(), _time.GetUtcNow()) { Freshness = freshness };
        FetchedProofs fetched = await (fetcher ?? Fetcher()).FetchAsync(path, context, TestContext.Current.CancellationToken);
        return RevocationJudge.Judge(path, context with { Proofs = fetched.Proofs })[0];
    }
}
