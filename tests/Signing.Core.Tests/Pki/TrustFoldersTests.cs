using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Signing.Core.Pki;
using Xunit;

namespace Signing.Core.Tests.Pki;

public sealed class TrustFoldersTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly string _folder = Directory.CreateTempSubdirectory("trust-folders-tests").FullName;
    private readonly FakeTimeProvider _clock = new();
    private readonly RecordedLogger _log = new();

    public TrustFoldersTests() => Write("one.cer", TestEntity.Root("One"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Current_NothingChanged_IsTheSameStore()
    {
        TrustFolders folders = Open();
        TrustStore before = folders.Current;

        _clock.Advance(Interval * 3);

        Assert.Same(before, folders.Current);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void Current_FileAdded_IsSeenAfterTheIntervalAndNotBefore()
    {
        TrustFolders folders = Open();
        Write("two.cer", TestEntity.Root("Two"));
        _clock.Advance(Interval - TimeSpan.FromTicks(1));
        Assert.Equal(["CN=One, O=Test"], Anchors(folders));

        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(["CN=One, O=Test", "CN=Two, O=Test"], Anchors(folders));
        Assert.Null(folders.LastFailure);
        Assert.Contains("2 anchors", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Current_FileReplacedAndRemoved_TrustsOnlyWhatIsThere()
    {
        Write("two.cer", TestEntity.Root("Two"));
        TrustFolders folders = Open();

        File.Delete(Path.Combine(_folder, "one.cer"));
        Write("two.cer", TestEntity.Root("Another"));
        _clock.Advance(Interval);

        Assert.Equal(["CN=Another, O=Test"], Anchors(folders));
    }

    [Fact]
    public void Current_LinkedFileExchanged_IsSeen()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege on Windows");
        string elsewhere = Directory.CreateTempSubdirectory("trust-folders-tests").FullName;
        File.WriteAllBytes(Path.Combine(elsewhere, "a.cer"), TestEntity.Root("A").Platform.RawData);
        File.CreateSymbolicLink(Path.Combine(_folder, "two.cer"), Path.Combine(elsewhere, "a.cer"));
        TrustFolders folders = Open();
        Assert.Contains("CN=A, O=Test", Anchors(folders));

        File.WriteAllBytes(Path.Combine(elsewhere, "a.cer"), TestEntity.Root("B").Platform.RawData);
        _clock.Advance(Interval);

        Assert.Contains("CN=B, O=Test", Anchors(folders));
        Directory.Delete(elsewhere, recursive: true);
    }

    [Theory]
    [InlineData("broken.cer", "no certificate", "broken.cer")]
    [InlineData("one.cer", "", "one.cer")]
    public void Current_BrokenState_KeepsTheOldOneAndTellsItOnce(string file, string content, string named)
    {
        TrustFolders folders = Open();
        TrustStore before = folders.Current;

        File.WriteAllText(Path.Combine(_folder, file), content);
        _clock.Advance(Interval);
        Assert.Same(before, folders.Current);
        _clock.Advance(Interval);
        Assert.Same(before, folders.Current);

        Assert.Equal(ErrorCodes.ConfigurationInvalid, folders.LastFailure!.Code);
        Assert.Contains(named, folders.LastFailure.Facts["detail"], StringComparison.Ordinal);
        Assert.Contains(named, Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Current_FolderGoneAndBack_Heals()
    {
        TrustFolders folders = Open();
        string away = _folder + "-away";
        Directory.Move(_folder, away);
        _clock.Advance(Interval);
        Assert.Single(Anchors(folders));
        Assert.NotNull(folders.LastFailure);

        Directory.Move(away, _folder);
        _clock.Advance(Interval);

        Assert.Single(Anchors(folders));
        Assert.Null(folders.LastFailure);
    }

    [Fact]
    public void Open_BrokenState_Throws()
    {
        File.WriteAllText(Path.Combine(_folder, "one.cer"), "");

        Assert.Equal(ErrorCodes.ConfigurationInvalid, Assert.Throws<SigningException>(Open).Code);
    }

    [Fact]
    public void Current_ManyThreadsWhileFilesChange_AlwaysAWholeStore()
    {
        var folders = new TrustFolders(Domains(), new TrustFoldersOptions { Interval = TimeSpan.Zero });
        byte[] two = TestEntity.Root("Two").Platform.RawData;
        using var done = new CancellationTokenSource();
        Task writer = Task.Run(
            () =>
            {
                for (int i = 0; i < 100; i++)
                {
                    File.WriteAllBytes(Path.Combine(_folder, "two.new"), two);
                    File.Move(Path.Combine(_folder, "two.new"), Path.Combine(_folder, "two.cer"), overwrite: true);
                    File.Delete(Path.Combine(_folder, "two.cer"));
                }
                done.Cancel();
            },
            TestContext.Current.CancellationToken);

        Parallel.For(0, 4, _ =>
        {
            while (!done.IsCancellationRequested)
            {
                Assert.InRange(Anchors(folders).Length, 1, 2);
            }
        });

        Assert.True(writer.IsCompletedSuccessfully);
        Assert.Single(Anchors(folders));
    }

    private TrustFolders Open() => new(Domains(), new TrustFoldersOptions { Interval = Interval, TimeProvider = _clock, Logger = _log });

    private TrustDomainOptions[] Domains() => [new TrustDomainOptions { Name = "test", AnchorFolder = _folder }];

    private static string[] Anchors(TrustFolders folders) =>
        [.. folders.Current.Domains[0].AnchorIndex.All.Select(static anchor => anchor.ToX509Certificate2().Subject).Order(StringComparer.Ordinal)];

    private void Write(string name, TestEntity entity) => File.WriteAllBytes(Path.Combine(_folder, name), entity.Platform.Export(X509ContentType.Cert));

    private sealed class RecordedLogger : ILogger
    {
        internal List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
