using Signing.Fuzz;
using Signing.Fuzz.Engine;

// What an operator starts is the supervisor: it makes an instrumented copy of this program and has that one fuzz, so that
// even a crash of the process leaves the input behind.
if (FuzzArguments.TryParse(args, out FuzzArguments? arguments, out string? problem))
{
    return arguments.IsWorker ? Worker.Run(arguments) : Supervisor.Run(arguments);
}
Console.Error.WriteLine(problem);
Console.Error.WriteLine(FuzzArguments.Usage);
return FuzzExit.Usage;
