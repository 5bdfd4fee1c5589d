using Microsoft.Extensions.Time.Testing;
using Signing.Core.Net;
using Xunit;

namespace Signing.Core.Tests.Net;

public sealed class CacheFolderTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Now);
    private readonly string _path = Directory.CreateTempSubdirectory("signing-cache-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void Open_WhatWasWritten_IsThereUntilItsTime()
    {
        CacheFolder folder = Folder();
        Write(folder, "a", 10, Now.AddHours(1));

        Assert.Equal(Now.AddHours(1), Open("a"));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Null(Open("a"));

        DateTimeOffset? Open(string key)
        {
            if (folder.Open(key) is not (Microsoft.Win32.SafeHandles.SafeFileHandle file, DateTimeOffset keepUntil))
            {
                return null;
            }
            file.Dispose();
            return keepUntil;
        }
    }

    [Fact]
    public void Constructor_OutOfDateAndUnfinished_AreSweptAndOthersAreNot()
    {
        CacheFolder folder = Folder();
        Write(folder, "old", 10, Now.AddMinutes(1));
        Write(folder, "good", 10, Now.AddDays(1));
        string unfinished = Path.Combine(_path, "left.part");
        string foreign = Path.Combine(_path, "notes.txt");
        File.WriteAllText(unfinished, "half");
        File.WriteAllText(foreign, "mine");
        File.SetLastWriteTimeUtc(unfinished, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2));
        _time.Advance(TimeSpan.FromMinutes(2));

        Folder();

        Assert.Equal(2, Directory.GetFiles(_path).Length);
        Assert.True(File.Exists(foreign));
        Assert.NotNull(folder.Open("good"));
    }

    [Fact]
    public void Write_MoreThanFits_DropsWhatWouldGoFirst()
    {
        CacheFolder folder = Folder(maxBytes: 1000);
        for (int i = 0; i < 20; i++)
        {
            Write(folder, $"{i}", 300, Now.AddHours(1 + i));
        }

        Assert.InRange(Directory.GetFiles(_path).Sum(static file => new FileInfo(file).Length), 300, 1000);
        Assert.NotNull(folder.Open("19"));
        Assert.Null(folder.Open("0"));
    }

    [Fact]
    public void Write_FarFuture_IsBounded()
    {
        CacheFolder folder = Folder();
        Write(folder, "a", 10, DateTimeOffset.MaxValue);

        Assert.InRange(folder.Open("a")!.Value.KeepUntil, Now.AddDays(300), Now.AddDays(500));
    }

    [Fact]
    public async Task Write_ManyAtOnce_AreEachWhole()
    {
        CacheFolder[] processes = [.. Enumerable.Range(0, 4).Select(_ => Folder())];
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => Write(processes[i % 4], "same", 5000, Now.AddHours(1)))));

        Assert.Equal(5000, new FileInfo(Assert.Single(Directory.GetFiles(_path))).Length);
    }

    [Fact]
    public void Constructor_SymbolicLink_IsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making a link needs rights there.");
        string link = _path + "-link";
        Directory.CreateSymbolicLink(link, _path);
        try
        {
            Assert.Equal(ErrorCodes.ConfigurationInvalid, Assert.Throws<SigningException>(() => new CacheFolder(link, 1000, _time)).Code);
        }
        finally
        {
            Directory.Delete(link);
        }
    }

    private CacheFolder Folder(long maxBytes = 1 << 20) => new(_path, maxBytes, _time);

    private static void Write(CacheFolder folder, string key, int length, DateTimeOffset keepUntil) =>
        folder.Write(key, keepUntil, stream => stream.Write(new byte[length]));
}
