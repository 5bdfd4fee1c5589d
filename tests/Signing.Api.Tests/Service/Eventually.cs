namespace Signing.Api.Tests.Service;

/// <summary>Waits for what the service does after it has answered.</summary>
internal static class Eventually
{
    internal static async Task Async(Action assertion)
    {
        for (int tries = 0; ; tries++)
        {
            try
            {
                assertion();
                return;
            }
            catch (Exception) when (tries < 100)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }
    }
}
