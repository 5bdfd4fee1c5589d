using System.Diagnostics;

namespace Signing.Fuzz.Engine;

/// <summary>Makes the instrumented copy, starts it, and keeps the input that killed it.</summary>
internal static class Supervisor
{
    internal static int Run(FuzzArguments arguments)
    {
        DirectoryInfo copy = Directory.CreateTempSubdirectory("signing-fuzz-");
        try
        {
            Instrumentation.CopyProgram(AppContext.BaseDirectory, copy.FullName);
            return Start(copy.FullName, arguments);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    private static int Start(string folder, FuzzArguments arguments)
    {
        Directory.CreateDirectory(arguments.Folder);
        string program = Path.Combine(folder, Path.GetFileName(typeof(Supervisor).Assembly.Location));
        using Process worker = Process.Start(new ProcessStartInfo("dotnet", ["exec", program, .. arguments.ForWorker()]))!;
        Console.CancelKeyPress += (_, e) => e.Cancel = true;
        worker.WaitForExit();
        if (worker.ExitCode is FuzzExit.Clean or FuzzExit.Finding or FuzzExit.Hang or FuzzExit.Usage)
        {
            return worker.ExitCode;
        }
        // A stack overflow or the like: nothing in the process could say what it was about, but the slot kept it.
        var findings = new Findings(arguments.Folder, arguments.Seed);
        if (InputSlot.TakeLeftBehind(arguments.Folder, worker.Id) is (string target, byte[] input))
        {
            findings.Save(target, input, $"the process died with exit code {worker.ExitCode}; what it said stands above");
        }
        else
        {
            Console.Error.WriteLine($"The worker died with exit code {worker.ExitCode} before it ran an input.");
        }
        return FuzzExit.Finding;
    }
}
