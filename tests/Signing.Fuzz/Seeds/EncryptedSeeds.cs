using System.ComponentModel;
using System.Diagnostics;
using Signing.Core.Tests.Pdf;

namespace Signing.Fuzz.Seeds;

/// <summary>Documents that qpdf encrypts without a password for opening, where qpdf is there.</summary>
internal static class EncryptedSeeds
{
    internal static IEnumerable<byte[]> Make()
    {
        byte[] plain = new TestPdf(TestPdfForm.ObjectStreams).AddTextField("note").Build();
        foreach (string[] kind in (string[][])[["40"], ["128", "--use-aes=n"], ["128", "--use-aes=y"], ["128", "--use-aes=y", "--cleartext-metadata"], ["256"]])
        {
            if (Encrypt(plain, kind) is { } encrypted)
            {
                yield return encrypted;
            }
        }
    }

    private static byte[]? Encrypt(byte[] plain, string[] kind)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("signing-fuzz-seed-");
        string from = Path.Combine(folder.FullName, "plain.pdf");
        string to = Path.Combine(folder.FullName, "encrypted.pdf");
        try
        {
            File.WriteAllBytes(from, plain);
            string[] arguments = ["--allow-weak-crypto", "--static-id", "--static-aes-iv", "--encrypt", "", "owner", .. kind, "--", from, to];
            using Process qpdf = Process.Start(new ProcessStartInfo("qpdf", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            qpdf.StandardOutput.ReadToEnd();
            qpdf.WaitForExit();
            return File.Exists(to) ? File.ReadAllBytes(to) : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
