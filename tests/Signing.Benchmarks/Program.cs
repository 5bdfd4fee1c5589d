using BenchmarkDotNet.Running;
using Signing.Benchmarks;

switch (args)
{
    case []:
        // How far signing and verifying are from their limits, work and limit in turn in this one run.
        await Limits.RunAsync();
        return 0;
    case ["--token"]:
        // The rows of the token alone.
        await Limits.TokenRowsAsync();
        return 0;
    case ["--levels"]:
        // The rows of B-T and B-LTA documents alone.
        await using (Workshop workshop = await Workshop.OpenAsync())
        {
            Table.Head();
            await Levels.RunAsync(workshop);
        }
        return 0;
    case ["--changes"]:
        // The rows of documents that were updated after signing.
        await Changes.RunAsync();
        return 0;
    case ["--files"]:
        // The rows of 100 MB documents, and of the memory that signing and verifying take.
        await Limits.FileRowsAsync();
        return 0;
    case ["--large"]:
        // The same for 1 GB, and over HTTP: minutes, and some gigabytes of disk.
        await Large.RunAsync();
        return 0;
    case ["--crl"]:
        // The rows of the large CRL alone.
        Table.Head();
        await Limits.CrlRowsAsync(Directory.CreateTempSubdirectory("signing-crl-").FullName);
        return 0;
    case ["child", string work, string anchors, string intermediates, string key, string password, string authority, string input, string output]:
        await Child.RunAsync(work, new DevFiles(anchors, intermediates, key, password, authority), input, output);
        return 0;
    default:
        // BenchmarkDotNet's own arguments, for example --filter '*Signing*'.
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, new InProcessConfig());
        return 0;
}
