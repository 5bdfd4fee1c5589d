using System.Security.Cryptography;

namespace Signing.Benchmarks;

/// <summary>What any signing of a file costs at least: one SHA-256, and one copy through blocks of 1 MB.</summary>
internal static class Bytes
{
    private const int Block = 1 << 20;

    internal static Task HashAndCopyAsync(string from, string to)
    {
        using FileStream output = new(to, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        Pass(from, output);
        return Task.CompletedTask;
    }

    internal static Task HashAsync(string path)
    {
        Pass(path, output: null);
        return Task.CompletedTask;
    }

    private static void Pass(string path, FileStream? output)
    {
        using FileStream input = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] block = new byte[Block];
        for (int read; (read = input.Read(block)) > 0;)
        {
            hash.AppendData(block, 0, read);
            output?.Write(block, 0, read);
        }
        hash.GetHashAndReset();
    }
}
