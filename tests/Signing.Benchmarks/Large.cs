namespace Signing.Benchmarks;

/// <summary>Documents of 1 GB: file to file, and through the service.</summary>
internal static class Large
{
    private const long Gigabyte = 1_000_000_000;
    private const int Tenth = 100_000_000;
    private const int ManyObjects = 200_000;
    private const int Pairs = 3;

    internal static async Task RunAsync()
    {
        await using Workshop workshop = await Workshop.OpenAsync();
        string huge = PdfFile.Write(workshop.PathOf("huge.pdf"), Gigabyte, ManyObjects);
        string large = PdfFile.Write(workshop.PathOf("large.pdf"), Tenth);
        string output = workshop.PathOf("out.pdf");
        string signed = workshop.PathOf("signed.pdf");
        await workshop.Signer.SignAsync(large, signed, workshop.FileKey);

        Table.Head();
        if (OperatingSystem.IsLinux())
        {
            await Limits.PeakAsync(workshop, await Child.PeakAsync(workshop, Child.Idle), "1 GB of 200,000 objects", huge);
            await Service.RunAsync(workshop, [("1 MB", PdfFile.Write(workshop.PathOf("1.pdf"), 1_000_000)), ("100 MB", large), ("1 GB", huge)]);
        }
        await Table.RowAsync(
            "sign 1 GB of 200,000 objects, file to file; SHA-256 and a copy", Target.Ratio(1.3), 1,
            () => workshop.Signer.SignAsync(huge, output, workshop.FileKey), () => Bytes.HashAndCopyAsync(huge, workshop.PathOf("copy.pdf")), Pairs);
        File.Delete(workshop.PathOf("copy.pdf"));
        await Table.RowAsync(
            "sign 1 GB of 200,000 objects; ten times 100 MB of few", Target.Ratio(1.3), 1,
            () => workshop.Signer.SignAsync(huge, output, workshop.FileKey), () => TenTimesAsync(() => workshop.Signer.SignAsync(large, workshop.PathOf("small-out.pdf"), workshop.FileKey)), Pairs);
        await Table.RowAsync(
            "verify 1 GB of 200,000 objects; ten times 100 MB of few", Target.Ratio(1.3), 1,
            () => Limits.VerifyAsync(workshop, output), () => TenTimesAsync(() => Limits.VerifyAsync(workshop, signed)), Pairs);
    }

    private static async Task TenTimesAsync(Func<Task> work)
    {
        for (int i = 0; i < 10; i++)
        {
            await work();
        }
    }
}
