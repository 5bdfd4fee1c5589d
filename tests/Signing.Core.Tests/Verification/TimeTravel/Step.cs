namespace Signing.Core.Tests.Verification.TimeTravel;

/// <summary>Something that happens on a day.</summary>
/// <param name="Day">The day, counted from the signature.</param>
/// <param name="Words">What happens, for people.</param>
/// <param name="Act">Makes it happen.</param>
internal sealed record Step(int Day, string Words, Func<TimeTravelScene, Task> Act);
