using System.Text.Json;
using Signing.Core.Tests.Pdf;
using Xunit;

namespace Signing.Core.Tests.Verification.Reports;

/// <summary>A real browser, without a window: what it says of a page, what it fetches, what it prints.</summary>
internal static class Browser
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "chrome"];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    internal static string Require()
    {
        string? found = Names.FirstOrDefault(Tool.Exists);
        Assert.SkipUnless(found is not null, "Chromium is not installed.");
        return found;
    }

    /// <summary>Opens a page and prints it.</summary>
    internal static async Task<BrowserView> OpenAsync(string browser, Temporary folder, byte[] page)
    {
        string path = folder.Write("page.html", page);
        string netLog = Path.Combine(folder.Folder, "net.json");
        string print = Path.Combine(folder.Folder, "page.pdf");
        string[] arguments =
        [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            // Nothing leaves the machine, the browser's own housekeeping included.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            $"--user-data-dir={Path.Combine(folder.Folder, "profile")}", "--enable-logging=stderr", "--v=0", $"--log-net-log={netLog}",
            "--no-pdf-header-footer", $"--print-to-pdf={print}", new Uri(path).AbsoluteUri,
        ];
        (int exitCode, string output) = await Tool.TryRunAsync(Patience, browser, arguments) ?? throw new InvalidOperationException("The browser did not end.");
        Assert.True(exitCode == 0 && File.Exists(print), output);
        return new BrowserView(
            [.. output.Split('\n').Where(static line => line.Contains(":CONSOLE", StringComparison.Ordinal))],
            Requests(await File.ReadAllTextAsync(netLog, TestContext.Current.CancellationToken)),
            await File.ReadAllBytesAsync(print, TestContext.Current.CancellationToken));
    }

    /// <summary>Every address that the page asks for beside itself; what the browser does of its own accord has no page that began it.</summary>
    private static string[] Requests(string netLog)
    {
        using JsonDocument log = JsonDocument.Parse(netLog);
        return
        [
            .. log.RootElement.GetProperty("events").EnumerateArray()
                .Select(static entry => entry.TryGetProperty("params", out JsonElement facts) ? facts : default)
                .Where(static facts => facts.ValueKind == JsonValueKind.Object && facts.TryGetProperty("initiator", out JsonElement initiator) && initiator.GetString() != "not an origin")
                .Select(static facts => facts.GetProperty("url").GetString()!)
                .Distinct(),
        ];
    }
}
