using Xunit;

namespace Signing.Core.Tests;

/// <summary>A page of docs/ that is made from tests.</summary>
internal static class CommittedPage
{
    /// <summary>Fails where the committed page is not this one, and says where the fresh one is.</summary>
    internal static async Task AssertAsync(string name, string page)
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Signing.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }
        Assert.SkipWhen(folder is null, "The repository is not here.");
        string path = Path.Combine(folder!, "docs", name);
        string committed = File.Exists(path) ? (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n") : "";
        if (page != committed)
        {
            string fresh = Path.Combine(AppContext.BaseDirectory, name);
            await File.WriteAllTextAsync(fresh, page, TestContext.Current.CancellationToken);
            Assert.Fail($"The table changed. If that is meant, save {fresh} as docs/{name}.");
        }
    }
}
