using System.Globalization;
using System.Text;

namespace Signing.Core.Pki;

/// <summary>A text that changes when the certificate files of folders do: their names, sizes and times. Reads no file.</summary>
internal static class FolderFingerprint
{
    internal static string Of(IEnumerable<string> folders)
    {
        var text = new StringBuilder();
        foreach (string folder in folders)
        {
            text.Append(folder).Append('\n');
            try
            {
                foreach (string file in Directory.EnumerateFiles(folder).Where(CertificateFile.IsCertificateFile).Order(StringComparer.Ordinal))
                {
                    // A link keeps its own time when what it leads to is exchanged.
                    var info = new FileInfo(file);
                    var target = info.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? info;
                    text.Append(CultureInfo.InvariantCulture, $"{info.Name}|{target.FullName}|{target.Length}|{target.LastWriteTimeUtc.Ticks}\n");
                }
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
            {
                text.Append(unreadable.GetType().Name).Append('\n');
            }
        }
        return text.ToString();
    }
}
